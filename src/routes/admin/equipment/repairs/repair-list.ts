import { REPAIR_FILTERS, repairsShape } from '$lib/equipment/repairs-shape.ts';
import type { Locale } from '$lib/i18n/localized.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { ColumnView, FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Db } from '$lib/server/db/client.ts';
import { repairVendors, type RepairRow } from '$lib/server/equipment/repair/list-repairs.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';

const stateWords = {
	open: m.repair_state_open,
	overdue: m.repair_state_overdue,
	returned: m.repair_state_returned
};

/** The filters of the repairs with the repairers and units there are. */
export async function repairFilters(db: Db, locale: Locale): Promise<FilterView[]> {
	const [vendors, units] = await Promise.all([repairVendors(db), listUnitOptions(db, locale)]);
	return [
		{
			key: 'state',
			label: m.repair_filter_state(),
			kind: 'choice',
			options: REPAIR_FILTERS.map((value) => ({ value, label: stateWords[value]() }))
		},
		{
			key: 'vendor',
			label: m.repair_vendor(),
			kind: 'choice',
			options: vendors.map((value) => ({ value, label: value }))
		},
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units },
		{
			key: 'warranty',
			label: m.repair_warranty(),
			kind: 'choice',
			options: [
				{ value: 'true', label: m.repair_under_warranty() },
				{ value: 'false', label: m.repair_paid() }
			]
		},
		{ key: 'sent', label: m.repair_sent(), kind: 'date' }
	];
}

/** Said by the panel, so that the list beside it keeps its names. */
const ASIDE = ['sent', 'cost'];

/** One page of the repairs as the list shows it. */
export function repairView(
	state: ListState,
	page: ListPage<RepairRow>,
	filters: FilterView[]
): ListView<RepairRow> {
	const columns: ColumnView[] = [
		{ key: 'number', label: m.registers_col_number() },
		{ key: 'what', label: m.registers_col_item(), class: 'c-what' },
		{ key: 'vendor', label: m.repair_vendor() },
		{ key: 'sent', label: m.repair_sent(), sort: 'sent' },
		{ key: 'expected', label: m.repair_expected(), sort: 'expected' },
		{ key: 'cost', label: m.repair_cost(), sort: 'cost', class: 'c-num' }
	];
	return {
		shape: repairsShape,
		state,
		columns: state.open ? columns.filter(({ key }) => !ASIDE.includes(key)) : columns,
		filters,
		...page
	};
}
