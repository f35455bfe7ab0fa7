import { itemTitle } from '$lib/equipment/item-words.ts';
import { countedShape } from '$lib/equipment/stocktake/list-shapes.ts';
import { countResults } from '$lib/equipment/stocktake/stock-take-words.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportCounted } from '$lib/server/equipment/stocktake/list-counted.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered things of a stock-take as a file. */
export const GET = answering(async (event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	const state = parseListState(countedShape, event.url.searchParams);
	const rows = await exportCounted(db, signedIn(event), event.params.id, state, clock);
	return exportResponse(
		rows,
		[
			{ heading: m.stocktake_col_number(), value: (row) => row.number },
			{ heading: m.stocktake_col_thing(), value: itemTitle },
			{ heading: m.stocktake_col_result(), value: (row) => countResults[row.result].word() },
			{
				heading: m.stocktake_col_expected_where(),
				value: (row) => row.placeName && localize(row.placeName, locale)
			},
			{ heading: m.stocktake_room(), value: (row) => row.room },
			{
				heading: m.stocktake_col_seen_where(),
				value: (row) => row.foundPlaceName && localize(row.foundPlaceName, locale)
			},
			{ heading: m.stocktake_room(), value: (row) => row.foundRoom },
			{ heading: m.stocktake_col_seen_by(), value: (row) => row.foundByName }
		],
		'stock-take',
		event.url.searchParams.get('format')
	);
});
