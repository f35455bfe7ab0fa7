import { relative } from 'node:path';
import type { Plugin } from 'vite';

const entry = /@sveltejs\/kit\/src\/runtime\/client\/entry\.js$/;
const manifest = '.vite/manifest.json';

type Written = { file: string; src?: string };

/** Where the table of the portal's pages is, as SvelteKit's input and its manifest call it. */
let table = '';

/**
 * SvelteKit's page fetches two files at once: the framework, and the table of the portal's pages. They are never
 * needed apart, so the first also says what the second says, and the manifest from which SvelteKit takes their names
 * gives both the same: a request less on every page. Should SvelteKit write them otherwise, the build fails.
 */
export const startHoldsApp: Plugin = {
	name: 'start-holds-app',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'client',
	options(options) {
		const { 'entry/app': app, ...input } = options.input as Record<string, string>;
		if (!app) throw new Error('The table of pages is named otherwise.');
		table = app;
		return { ...options, input };
	},
	transform: {
		filter: { id: entry },
		handler: (code) => `${code}\nexport * from '__sveltekit/manifest';`
	},
	generateBundle: {
		order: 'post',
		handler(_, bundle) {
			const asset = bundle[manifest];
			if (asset?.type !== 'asset') throw new Error('There is no manifest of the scripts.');
			const files = JSON.parse(asset.source.toString()) as Record<string, Written>;
			const first = Object.entries(files).find(([id]) => entry.test(id))?.[1];
			if (!first) throw new Error('The framework is named otherwise.');
			files[relative('.', table).replaceAll('\\', '/')] = first;
			asset.source = JSON.stringify(files);
		}
	}
};
