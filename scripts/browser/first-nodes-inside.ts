import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const layout = "() => import('./nodes/0')";
const errorPage = "() => import('./nodes/1')";
const onlyComponent = /^export \{ default as component \} from "([^"]+)";\s*$/;

/**
 * SvelteKit fetches the error page beside every page, in case the portal cannot be reached when it is needed. This
 * one is fetched when somebody waits for it; when it cannot be, the browser's own page says so.
 */
const whenAwaited = `() => ({
	then: (done, fail) => import('./nodes/1').then(done, (problem) => (location.reload(), fail(problem))),
	catch: () => {}
})`;

/**
 * Every page needs the root layout, and it lies in the core file. SvelteKit would fetch one more file that only
 * points there; this hands its component over directly. Where SvelteKit writes its nodes otherwise, or the layout
 * gets a load function of its own, nothing is changed, and `scripts/weight.ts` counts more requests.
 */
export const firstNodesInside: Plugin = {
	name: 'first-nodes-inside',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'client',
	transform: {
		filter: { id: /generated\/client-optimized\/app\.js$/ },
		handler(code, id) {
			const nodes = join(dirname(id), 'nodes');
			const component = onlyComponent.exec(readFileSync(join(nodes, '0.js'), 'utf8'))?.[1];
			const later = code.replace(errorPage, () => whenAwaited);
			if (!component) return later;
			return `import first from ${JSON.stringify(join(nodes, component))};
${later.replace(layout, '() => Promise.resolve({ component: first })')}`;
		}
	}
};
