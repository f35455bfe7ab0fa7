import { join } from 'node:path';
import type { Plugin } from 'vite';

const added = 'strings[i] = devalue.uneval(payload, get_replacer(i));';

/**
 * SvelteKit writes a page's data for the browser with a library that can write anything: it goes through all of it
 * twice and keeps count of what stands in two places. Data of the portal is plain; that took a tenth of a list's time.
 */
export const plainData: Plugin = {
	name: 'plain-data',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'server',
	transform: {
		filter: { id: /@sveltejs\/kit\/src\/runtime\/server\/page\/data_serializer\.js$/ },
		handler(code) {
			if (!code.includes(added)) throw new Error('The writing of data moved in SvelteKit.');
			const from = JSON.stringify(join(import.meta.dirname, 'plain-script.ts'));
			const plain =
				'strings[i] = plainScript(payload) ?? devalue.uneval(payload, get_replacer(i));';
			return `import { plainScript } from ${from};\n${code.replace(added, plain)}`;
		}
	}
};
