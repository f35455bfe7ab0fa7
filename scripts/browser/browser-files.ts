/** What the bundler tells about a module: enough to walk from it to the pages that use it. */
export type Graph = {
	getModuleInfo(
		id: string
	): { importers: readonly string[]; dynamicImporters: readonly string[] } | null;
};

/** The framework and the shell of employees: what every page needs. */
const core = new RegExp(
	[
		'vite/preload-helper',
		'node_modules/(svelte|esm-env|clsx|devalue)/',
		'@sveltejs/kit/src/runtime/',
		'src/hooks\\.client\\.ts',
		'src/routes/\\+(layout|error)\\.svelte'
	].join('|')
);

/** Tells the modules that every page of the portal loads in one file. */
export const isCore = (id: string): boolean => core.test(id);

/** What an employee page is about, by its folder. Pages of one family share a file. */
const families: [name: string, pages: RegExp][] = [
	['staff', /\/\(portal\)\/(\+page|(services|requests|things)\/[^/]+$)/],
	['ask', /\/\(portal\)\/(services\/\[slug\]|requests\/\[number\]\/edit)\//],
	['request', /\/\(portal\)\/(requests\/\[number\]\/[^/]+$|approvals\/)/],
	['self', /\/\(portal\)\/(me|preferences|deputies|notifications|things\/\[)/],
	['entry', /\/\(public\)\//],
	['desk', /\/admin\//]
];

/** Names of the files for what several pages share, most used first. `common` is what families share. */
export const sharedFiles = ['staff', 'common', 'ask', 'request', 'self', 'entry', 'desk'] as const;
export type SharedFile = (typeof sharedFiles)[number];

/**
 * Which of the shared files a module belongs to; null for a page's own code. What an overview needs lies in
 * `staff`. What several families of employee pages need lies in `common`. The desk takes what is there, so no
 * employee loads code that only the desk needs.
 */
export function sharedFileOf(id: string, graph: Graph): SharedFile | null {
	if (isPage(id) || id.includes('/generated/')) return null;
	const pages = pagesThatReach(id, graph);
	const found = families.filter(([, folder]) => pages.some((page) => folder.test(page)));
	const names = found.map(([name]) => name as SharedFile);
	const [first, ...others] = names.filter((name) => name !== 'desk');
	if (!first) return 'desk';
	if (first === 'staff') return 'staff';
	// Passwords and codes are handled before signing in and on one's own page, and nowhere else.
	if (first === 'self' && others.every((name) => name === 'entry')) return 'self';
	return others.length ? 'common' : first;
}

const isPage = (id: string) => id.includes('/src/routes/');

function pagesThatReach(start: string, graph: Graph): string[] {
	const seen = new Set([start]);
	for (const id of seen) {
		if (isPage(id)) continue;
		const info = graph.getModuleInfo(id);
		for (const importer of [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])]) {
			seen.add(importer);
		}
	}
	return [...seen].filter(isPage);
}
