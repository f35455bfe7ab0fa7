import type { Locale } from '$lib/i18n/localized.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { ColumnView, FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { CASE_KINDS } from '$lib/software/case-states.ts';
import { caseKindWord, caseStateWord } from '$lib/software/case-words.ts';
import { CASE_FILTERS, casesShape } from '$lib/software/legality-shapes.ts';
import type { Db } from '$lib/server/db/client.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import type { CaseRow } from '$lib/server/software/cases/list-cases.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';

/** The filters of the cases, with the products and units there are. */
export async function caseFilters(db: Db, locale: Locale): Promise<FilterView[]> {
	const [products, units] = await Promise.all([productChoices(db), listUnitOptions(db, locale)]);
	return [
		{
			key: 'state',
			label: m.legality_col_state(),
			kind: 'choice',
			options: CASE_FILTERS.map((value) => ({
				value,
				label: value === 'overdue' ? caseStateWord('open', true) : caseStateWord(value)
			}))
		},
		{
			key: 'kind',
			label: m.legality_col_kind(),
			kind: 'choice',
			options: CASE_KINDS.map((value) => ({ value, label: caseKindWord(value) }))
		},
		{ key: 'product', label: m.legality_filter_product(), kind: 'choice', options: products },
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units },
		{ key: 'opened', label: m.legality_col_opened(), kind: 'date' }
	];
}

/** Said by the panel, so that the list beside it keeps its names. */
const ASIDE = ['opened', 'device'];

/** One page of the cases as the list shows it. */
export function caseView(
	state: ListState,
	page: ListPage<CaseRow>,
	filters: FilterView[]
): ListView<CaseRow> {
	const columns: ColumnView[] = [
		{ key: 'what', label: m.legality_col_case(), class: 'c-what' },
		{ key: 'kind', label: m.legality_col_kind() },
		{ key: 'who', label: m.legality_col_who() },
		{ key: 'device', label: m.legality_col_device() },
		{ key: 'opened', label: m.legality_col_opened(), sort: 'opened' },
		{ key: 'deadline', label: m.legality_col_deadline(), sort: 'deadline' }
	];
	return {
		shape: casesShape,
		state,
		columns: state.open ? columns.filter(({ key }) => !ASIDE.includes(key)) : columns,
		filters,
		...page
	};
}
