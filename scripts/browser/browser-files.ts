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
		'node_modules/(svelte/(?!src/reactivity/map)|esm-env|clsx|devalue)/',
		'@sveltejs/kit/src/runtime/',
		'generated/(client-optimized/(app|matchers)|root)\\.',
		'src/hooks\\.client\\.ts',
		'src/routes/\\+layout\\.svelte'
	].join('|')
);

/** Tells the modules that every page of the portal loads in one file. */
export const isCore = (id: string): boolean => core.test(id);

/** They take what the files of others hold and bring nothing into them. */
const guests: readonly string[] = ['learn', 'teach', 'tell', 'things', 'count', 'mine', 'desk'];

/** What an employee page is about, by its folder. Pages of one family share a file. */
const families: [name: string, pages: RegExp][] = [
	['overview', /\/\(portal\)\/(\+page|(services|requests)\/[^/]+$|answers\/)/],
	['ask', /\/\(portal\)\/(services\/\[slug\]|requests\/\[number\]\/edit)\//],
	['request', /\/\(portal\)\/(requests\/\[number\]\/[^/]+$|approvals\/)/],
	['learn', /\/\(portal\)\/training\/(\+page|\[slug\]\/|offline\/)/],
	['teach', /\/\(portal\)\/training\/(?!\+page|\[slug\]\/|offline\/)/],
	['tell', /\/\(portal\)\/notices\//],
	['things', /\/\(portal\)\/things\/(\+page|\[id\]\/)/],
	['count', /\/\(portal\)\/things\/count\//],
	['mine', /\/\(portal\)\/things\/(?!\+page|\[id\]\/|count\/)/],
	['mine', /\/\(portal\)\/reviews\//],
	['mine', /\/\(portal\)\/people\//],
	['self', /\/\(portal\)\/(me|preferences|deputies|notifications)\//],
	['entry', /\/\(public\)\//],
	['desk', /\/admin\//]
];

/** Fields in which one chooses, and what is made of them alone: a page of a request has none. */
const choosing =
	/\/ui\/(Combobox|combobox|fold-text|ChoiceField|CheckField)\b|\/people\/(DeputyFields|PersonPicker)\b|\/people-source\b/;

/** Deciding: on the page of decisions always, on a request's page when it is the reader's turn. */
const deciding = /\/requests\/(DecideTurn|DecisionForm|because-words)\b/;

/** The control of repeating rows, and what it shares with what is fetched when somebody types. */
const rows = /\/fields\/RowsControl\b/;
const typedRows = /\/catalogue\/typed-rows\b/;

/** The way through the pages of a list and the address of what it shows: one's requests and notices have it. */
const listing =
	/\/ui\/(Pagination|list\/ListFoot)\b|\/lists\/list-state\b|\/messages\/lists_(export|search)/;

/** The box in which one asks for anything: the first page and the services have it. */
const searching = /\/search\/(SearchBox|suggest|found-words)\b/;

/** What the first page says of reviews and cases; their own pages take it from there. */
const firstPage = /\/access\/reviews\/(OwnReviewRow|review-words)\b|\/software\/case-words\b/;

/** Who comes and who moves: on few requests, and fetched with those. */
const moving = /\/access\/(JoinerPart|ChangeLines|ChangeFacts|line-words|change-words)\b/;

/** Names of the files for what several pages share, most used first. */
export const sharedFiles = [
	'staff',
	'common',
	'choosing',
	'overview',
	'ask',
	'request',
	'deciding',
	'rows',
	'self',
	'entry',
	'later',
	'learn',
	'teach',
	'tell',
	'things',
	'count',
	'mine',
	'lists',
	'search',
	'moves',
	'desk'
] as const;
/** Those that are a file although one page alone may ask for them: what they hold is wanted together. */
export const wantedTogether: readonly string[] = ['deciding', 'rows', 'moves'];
export type SharedFile = (typeof sharedFiles)[number];

/**
 * Which of the shared files a module belongs to; null for a page's own code. A family's file holds what only its
 * pages need; `staff` what overviews share with the page of a request, `common` what other families share,
 * `choosing` the fields in which one chooses, `core` what nearly all need, `later` what is fetched when somebody
 * types. The desk and training take what is there, so nobody loads on other pages what only these need.
 */
export function sharedFileOf(id: string, graph: Graph): SharedFile | 'core' | null {
	if (isPage(id) || id.includes('/generated/')) return null;
	if (deciding.test(id)) return 'deciding';
	if (firstPage.test(id)) return 'overview';
	if (moving.test(id)) return 'moves';
	if (listing.test(id)) return 'lists';
	if (searching.test(id)) return 'search';
	const speaker = isMessage(id) ? fileOfSpeakers(id, graph) : null;
	if (speaker) return speaker;
	const names = familiesThatReach(id, graph, false);
	const [first, ...others] = names.filter((name) => !guests.includes(name));
	const own = names.find((name) => guests.includes(name) && name !== 'desk');
	if (!first && own) return own;
	if (!first) {
		const later = familiesThatReach(id, graph, true);
		if (rows.test(id)) return 'rows';
		if (later.includes('ask')) return typedRows.test(id) ? 'ask' : 'later';
		// What several slabs of a request's page share is fetched with the page, not with the slab.
		if (later.includes('request')) return 'request';
		return later.every((name) => name === 'desk') ? 'desk' : null;
	}
	if (choosing.test(id)) return 'choosing';
	// The little of the first page that training needs too lies where both find it, not in all of the overview.
	if (first === 'overview' && others.length === 0 && isSmallGuest(own)) return 'common';
	if (others.length === 0) {
		// What another family fetches later must not bring this family's file with it.
		const later = familiesThatReach(id, graph, true).filter(
			(name) => name !== 'desk' && name !== 'things' && !isSmallGuest(name)
		);
		if (later.length === 1) return first;
		if (!isMessage(id)) return null;
		return first === 'overview' && later.every((name) => name !== 'ask') ? 'staff' : 'common';
	}
	if (['overview', 'ask', 'request'].every((name) => names.includes(name as SharedFile))) {
		return 'core';
	}
	if (first === 'overview' && others.every((name) => name === 'request')) return 'staff';
	// Passwords and codes are handled before signing in and on one's own page, and nowhere else.
	if (first === 'self' && others.every((name) => name === 'entry')) return 'self';
	return 'common';
}

/** The shared file in which all lie that say a text: it lies there as well. */
function fileOfSpeakers(id: string, graph: Graph): SharedFile | 'core' | null {
	const speakers = graph.getModuleInfo(id)?.importers ?? [];
	const files = new Set(speakers.map((one) => (isCore(one) ? 'core' : sharedFileOf(one, graph))));
	const [file = null] = files;
	return files.size === 1 ? file : null;
}

/** Their pages need little of what the first page holds. */
const isSmallGuest = (name: string | undefined) =>
	name === 'learn' || name === 'count' || name === 'mine';

const isMessage = (id: string) => id.includes('/paraglide/messages/');
const isPage = (id: string) => /\/src\/routes\/(.*\/)?\+/.test(id);

function familiesThatReach(id: string, graph: Graph, alsoLater: boolean): SharedFile[] {
	const pages = pagesThatReach(id, graph, alsoLater);
	const found = families.filter(([, folder]) => pages.some((page) => folder.test(page)));
	return found.map(([name]) => name as SharedFile);
}

function pagesThatReach(start: string, graph: Graph, alsoLater: boolean): string[] {
	const seen = new Set([start]);
	for (const id of seen) {
		if (isPage(id)) continue;
		const info = graph.getModuleInfo(id);
		for (const importer of info?.importers ?? []) seen.add(importer);
		if (alsoLater) for (const importer of info?.dynamicImporters ?? []) seen.add(importer);
	}
	return [...seen].filter(isPage);
}
