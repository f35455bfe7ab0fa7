import { m } from '$lib/paraglide/messages.js';
import type { ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { peopleShape } from '$lib/people/list-shapes.ts';
import { roleWord } from '$lib/people/people-words.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import type { PersonRow } from '$lib/server/people/list-people.ts';

type Options = {
	units: { id: string; name: string; depth: number }[];
	places: { id: string; name: string }[];
};

/** The list of people as its screen shows it. */
export function peopleView(
	state: ListState,
	page: ListPage<PersonRow>,
	options: Options
): ListView<PersonRow> {
	return { shape: peopleShape, state, columns: columns(), filters: filters(options), ...page };
}

const columns = () => [
	{ key: 'name', label: m.people_col_name(), sort: 'name', class: 'c-what' },
	{ key: 'unit', label: m.people_col_unit() },
	{ key: 'place', label: m.people_col_place() },
	{ key: 'manager', label: m.people_col_manager() },
	{ key: 'roles', label: m.people_col_roles() }
];

const filters = ({ units, places }: Options): FilterView[] => [
	{
		key: 'unit',
		label: m.people_col_unit(),
		kind: 'choice',
		options: units.map(({ id, name, depth }) => ({
			value: id,
			label: '\u2003'.repeat(depth) + name
		}))
	},
	{
		key: 'place',
		label: m.people_col_place(),
		kind: 'choice',
		options: places.map(({ id, name }) => ({ value: id, label: name }))
	},
	{
		key: 'role',
		label: m.people_filter_role(),
		kind: 'choice',
		options: (['agent', 'author', 'auditor', 'admin'] as const).map((value) => ({
			value,
			label: roleWord(value)
		}))
	},
	{
		key: 'fact',
		label: m.people_filter_fact(),
		kind: 'choice',
		options: [
			{ value: 'leaving', label: m.people_fact_leaving() },
			{ value: 'starting', label: m.people_fact_starting() },
			{ value: 'no_manager', label: m.people_fact_no_manager() }
		]
	},
	{
		key: 'status',
		label: m.people_filter_status(),
		kind: 'choice',
		options: [
			{ value: 'left', label: m.people_status_left() },
			{ value: 'all', label: m.people_status_all() }
		]
	}
];
