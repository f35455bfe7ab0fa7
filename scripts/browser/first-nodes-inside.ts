import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const firstTwo = /\(\) => import\('\.\/nodes\/([01])'\)/g;
const onlyComponent = /^export \{ default as component \} from "([^"]+)";\s*$/;

/**
 * Every page needs the root layout and the error page, and both lie in the core file. SvelteKit would fetch two
 * more files that only point there; this hands their components over directly. Where SvelteKit writes its nodes
 * otherwise, or one of them gets a load function of its own, nothing is changed, and `scripts/weight.ts` counts
 * two requests more.
 */
export const firstNodesInside: Plugin = {
	name: 'first-nodes-inside',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'client',
	transform: {
		filter: { id: /generated\/client-optimized\/app\.js$/ },
		handler(code, id) {
			const imports: string[] = [];
			const nodes = join(dirname(id), 'nodes');
			const handed = code.replace(firstTwo, (whole, node: string) => {
				const component = onlyComponent.exec(readFileSync(join(nodes, `${node}.js`), 'utf8'))?.[1];
				if (!component) return whole;
				const name = `first${node}`;
				imports.push(`import ${name} from ${JSON.stringify(join(nodes, component))};`);
				return `() => Promise.resolve({ component: ${name} })`;
			});
			return `${imports.join('\n')}\n${handed}`;
		}
	}
};
