import { LICENCE_STANDINGS, metricWord, standingWord } from '$lib/software/licence-words.ts';
import { LICENCE_METRICS } from '$lib/software/seat-states.ts';
import { licencesShape } from '$lib/software/list-shape.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import type { LicenceRow } from '$lib/server/software/licences/list-licences.ts';

/** One page of the licences as the list shows it. */
export function licenceView(
	state: ListState,
	page: ListPage<LicenceRow>,
	products: { value: string; label: string }[]
): ListView<LicenceRow> {
	return {
		shape: licencesShape,
		state,
		columns: [
			{
				key: 'product',
				label: m.licences_col_product(),
				sort: 'product',
				class: 'c-what'
			},
			{ key: 'quantity', label: m.licences_col_quantity(), class: 'c-num' },
			{ key: 'metric', label: m.licences_col_metric() },
			{ key: 'from', label: m.licences_col_from(), sort: 'from' },
			{ key: 'until', label: m.licences_col_until(), sort: 'until' },
			{ key: 'price', label: m.licences_col_price(), class: 'c-num' },
			{ key: 'state', label: m.licences_col_state() }
		],
		filters: [
			{
				key: 'state',
				label: m.licences_col_state(),
				kind: 'choice',
				options: LICENCE_STANDINGS.map((value) => ({ value, label: standingWord(value) }))
			},
			{
				key: 'ending',
				label: m.licences_filter_ending(),
				kind: 'choice',
				options: [{ value: 'soon', label: m.licences_filter_ending_soon() }]
			},
			{ key: 'until', label: m.licences_filter_until(), kind: 'date' },
			{ key: 'product', label: m.licences_col_product(), kind: 'choice', options: products },
			{
				key: 'metric',
				label: m.licences_col_metric(),
				kind: 'choice',
				options: LICENCE_METRICS.map((value) => ({ value, label: metricWord(value) }))
			}
		],
		...page
	};
}
