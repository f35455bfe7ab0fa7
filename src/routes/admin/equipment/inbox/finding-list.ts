import { FINDING_KINDS, FINDING_STATES } from '$lib/equipment/inventory/findings.ts';
import { findingKindWord, findingStateWord } from '$lib/equipment/inventory/finding-words.ts';
import { findingsShape } from '$lib/equipment/inventory/findings-shape.ts';
import type { Locale } from '$lib/i18n/localized.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Db } from '$lib/server/db/client.ts';
import { siteOptions, type FindingRow } from '$lib/server/equipment/inventory/list-findings.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';

/** The filters of the inbox with the sites and units there are. */
export async function findingFilters(db: Db, locale: Locale): Promise<FilterView[]> {
	const [sites, units] = await Promise.all([siteOptions(db), listUnitOptions(db, locale)]);
	return [
		{
			key: 'state',
			label: m.inventory_filter_state(),
			kind: 'choice',
			options: FINDING_STATES.map((value) => ({ value, label: findingStateWord(value) }))
		},
		{
			key: 'kind',
			label: m.inventory_filter_kind(),
			kind: 'choice',
			options: FINDING_KINDS.map((value) => ({ value, label: findingKindWord(value) }))
		},
		{ key: 'site', label: m.inventory_col_site(), kind: 'choice', options: sites },
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units },
		{ key: 'seen', label: m.inventory_col_seen(), kind: 'date' }
	];
}

/** One page of the inbox as the list shows it. */
export function findingView(
	state: ListState,
	page: ListPage<FindingRow>,
	filters: FilterView[]
): ListView<FindingRow> {
	return {
		shape: findingsShape,
		state,
		columns: [
			{ key: 'what', label: m.inventory_col_what(), class: 'c-what' },
			{ key: 'device', label: m.inventory_col_device() },
			{ key: 'register', label: m.inventory_col_register() },
			{ key: 'reality', label: m.inventory_col_reality() },
			{ key: 'seen', label: m.inventory_col_seen(), sort: 'seen' },
			{ key: 'times', label: m.inventory_col_times(), sort: 'times', class: 'c-num' }
		],
		filters,
		...page
	};
}
