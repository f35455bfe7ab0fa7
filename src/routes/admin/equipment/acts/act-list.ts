import { ACT_KINDS, ACT_STATES } from '$lib/equipment/act-kinds.ts';
import { actKindWord, actStateWord } from '$lib/equipment/acts/act-words.ts';
import { actsShape } from '$lib/equipment/acts/list-shape.ts';
import { isId } from '$lib/ids.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Db } from '$lib/server/db/client.ts';
import { listActYears, type ActRow } from '$lib/server/equipment/acts/list-acts.ts';
import { listItemNumbersById } from '$lib/server/equipment/find-by-number.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listPersonNames } from '$lib/server/people/list-names.ts';

/** The filters of the acts, with the people and things that are chosen. */
export async function actFilters(db: Db, state: ListState): Promise<FilterView[]> {
	const people = (state.filters.person ?? []).filter(isId);
	const items = (state.filters.item ?? []).filter(isId);
	const [years, names, numbers] = await Promise.all([
		listActYears(db),
		listPersonNames(db, people),
		listItemNumbersById(db, items)
	]);
	const chosen = (key: string, label: string, words: Map<string, string>): FilterView[] =>
		words.size === 0
			? []
			: [
					{
						...{ key, label, kind: 'choice' },
						options: [...words].map(([value, text]) => ({ value, label: text }))
					}
				];
	return [
		{
			key: 'kind',
			label: m.acts_col_kind(),
			kind: 'choice',
			options: ACT_KINDS.map((value) => ({ value, label: actKindWord(value) }))
		},
		{
			key: 'state',
			label: m.acts_col_state(),
			kind: 'choice',
			options: ACT_STATES.map((value) => ({ value, label: actStateWord(value) }))
		},
		{
			key: 'year',
			label: m.acts_filter_year(),
			kind: 'choice',
			options: years.map((year) => ({ value: String(year), label: String(year) }))
		},
		...chosen('person', m.acts_filter_person(), names),
		...chosen('item', m.acts_col_thing(), numbers)
	];
}

/** One page of the acts as the list shows it. */
export function actView(
	state: ListState,
	page: ListPage<ActRow>,
	filters: FilterView[]
): ListView<ActRow> {
	return {
		shape: actsShape,
		state,
		columns: [
			{ key: 'number', label: m.acts_fact_number(), sort: 'number' },
			{ key: 'what', label: m.acts_pdf_things(), class: 'c-what' },
			{ key: 'state', label: m.acts_col_state(), class: 'c-state' },
			{ key: 'who', label: m.acts_col_who() },
			{ key: 'made', label: m.acts_day(), sort: 'made' }
		],
		filters,
		...page
	};
}
