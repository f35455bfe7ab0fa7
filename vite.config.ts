import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import {
	isCore,
	sharedFileOf,
	sharedFiles,
	wantedTogether,
	type Graph
} from './scripts/browser/browser-files.ts';
import { entriesHoldMore } from './scripts/browser/entries-hold-more.ts';
import { firstNodesInside } from './scripts/browser/first-nodes-inside.ts';
import { oneLanguage } from './scripts/browser/one-language.ts';
import { messagesByName, pluralRulesOnce } from './scripts/browser/paraglide-plugins.ts';
import { routesInLanguage } from './scripts/browser/routes-in-language.ts';
import { startHoldsApp } from './scripts/browser/start-holds-app.ts';
import { flatComponents } from './scripts/server-build/flat-components.ts';
import { holidaysBeforehand } from './scripts/server-build/holidays-beforehand.ts';
import { noPageEtag } from './scripts/server-build/no-page-etag.ts';
import { plainData } from './scripts/server-build/plain-data.ts';

/** A cold visit loads few files: docs/performance.md, "Weight", says how many and how it is measured. */
const browserFiles = {
	groups: [
		{
			name: (id: string, graph: Graph) =>
				isCore(id) || sharedFileOf(id, graph) === 'core' ? 'core' : null,
			debugName: 'core',
			priority: sharedFiles.length + 1
		},
		...sharedFiles.map((file, index) => ({
			name: (id: string, graph: Graph) => (sharedFileOf(id, graph) === file ? file : null),
			debugName: file,
			minShareCount: wantedTogether.includes(file) ? 1 : 2,
			priority: sharedFiles.length - index
		}))
	]
};

/** Some of Svelte's modules do something when loaded, for custom elements, which the portal has none of. */
const treeshake = {
	moduleSideEffects: [{ test: /svelte\/src\/internal\/client\//, sideEffects: false }]
};

export default defineConfig(({ isSsrBuild }) => ({
	build: isSsrBuild
		? {}
		: {
				// Shared files are few and mostly there already; a list of them beside every page would cost more.
				modulePreload: false,
				rolldownOptions: { output: { codeSplitting: browserFiles }, treeshake }
			},
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			// The server decides the language (i18n/server-locale.ts) and the browser reads it from the
			// page (i18n/client-locale.ts); these two only stand in where neither has been asked.
			strategy: ['globalVariable', 'baseLocale'],
			emitGitIgnore: false
		}),
		pluralRulesOnce,
		messagesByName,
		oneLanguage,
		firstNodesInside,
		entriesHoldMore,
		startHoldsApp,
		routesInLanguage,
		noPageEtag,
		flatComponents,
		plainData,
		holidaysBeforehand,
		sveltekit()
	]
}));
