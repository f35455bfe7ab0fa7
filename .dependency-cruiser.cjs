// Who may import whom: an import points from what people see, by way of what the portal knows, to
// where it is kept, and never back. A later noun's query may join an earlier noun's table; that
// nobody else writes to it is checked by scripts/test/foreign-writes.ts.

// Nouns of the server, earlier ones know nothing of later ones.
const nouns = [
	'audit',
	'people',
	'systems',
	'catalogue',
	'equipment',
	'software',
	'training',
	'requests',
	'access',
	'notices',
	'reports'
];
const oneOf = (names) => `(${names.join('|')})`;
const server = '^src/lib/server/';

const upward = nouns.slice(0, -1).map((noun, index) => ({
	name: `${noun}-knows-nothing-of-later-nouns`,
	comment: 'A noun may use those before it only; turn the call around, or pass a function in.',
	severity: 'error',
	from: { path: `${server}${noun}/`, pathNot: '\\.test\\.ts$' },
	to: { path: `${server}${oneOf(nouns.slice(index + 1))}/` }
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-cycles',
			comment:
				'Two files that need each other are one file, or three. A component may show itself.',
			severity: 'error',
			from: { path: '(.+)' },
			to: { circular: true, pathNot: '^$1$', viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'nothing-unresolved',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\$service-worker|\\./\\$types)' }
		},
		{
			name: 'routes-never-touch-tables',
			comment: 'A route parses, calls one query or command, and shows; it knows no table.',
			severity: 'error',
			from: { path: '^src/(routes|hooks)' },
			to: { path: '/tables(\\.ts$|/)|^node_modules/(drizzle-orm|postgres)/' }
		},
		{
			name: 'server-knows-no-kit',
			comment: 'Jobs, seeds and tests call the same commands as pages do.',
			severity: 'error',
			from: { path: server, pathNot: `${server}web/|\\.test\\.ts$` },
			to: { path: '^node_modules/@sveltejs/|^\\$app|^src/routes/|^src/hooks' }
		},
		{
			name: 'server-knows-no-components',
			severity: 'error',
			from: { path: server },
			to: { path: '\\.svelte$' }
		},
		...upward,
		{
			name: 'notifications-and-search-know-no-noun',
			comment: 'Everybody uses these two, so they know people only.',
			severity: 'error',
			from: { path: `${server}(notifications|search)/` },
			to: { path: `${server}${oneOf(nouns.slice(2))}/` }
		},
		{
			name: 'ui-has-no-business-words',
			comment: 'Components that know a noun live in src/lib/<noun>.',
			severity: 'error',
			from: { path: '^src/lib/ui/' },
			to: { path: `^src/lib/${oneOf([...nouns, 'server'])}/` }
		},
		{
			name: 'shared-code-knows-no-server',
			comment: 'What a browser may run imports nothing from lib/server.',
			severity: 'error',
			from: { path: '^src/lib/', pathNot: `${server}|\\.test\\.ts$` },
			to: { path: server, dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'the-portal-needs-no-development-packages',
			severity: 'error',
			from: { path: '^src/', pathNot: '\\.test\\.ts$' },
			to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'the-portal-needs-no-tests',
			severity: 'error',
			from: { path: '^src/', pathNot: '\\.test\\.ts$' },
			to: { path: '^tests/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^src/lib/paraglide/|^build/|^\\.svelte-kit/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		webpackConfig: { fileName: 'scripts/test/lib-alias.cjs' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.svelte', '.json']
		}
	}
};
