import { stockTakesShape } from '$lib/equipment/stocktake/list-shapes.ts';
import { STOCK_TAKE_STATES } from '$lib/equipment/stocktake/stock-take.ts';
import { takeStates } from '$lib/equipment/stocktake/stock-take-words.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import {
	listStockTakes,
	type StockTakeListRow
} from '$lib/server/equipment/stocktake/list-stock-takes.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(stockTakesShape, event.url.searchParams);
	const page = await listStockTakes(db, actor, state, clock);
	const view: ListView<StockTakeListRow> = {
		...{ shape: stockTakesShape, state },
		columns: [
			{ key: 'title', label: m.stocktake_col_title(), class: 'c-what' },
			{ key: 'state', label: m.stocktake_col_state(), class: 'c-state' },
			{ key: 'began', label: m.stocktake_col_began(), sort: 'began' },
			{ key: 'expected', label: m.stocktake_col_expected() },
			{ key: 'found', label: m.stocktake_col_found() },
			{ key: 'elsewhere', label: m.stocktake_col_elsewhere() },
			{ key: 'missing', label: m.stocktake_col_missing() },
			{ key: 'unknown', label: m.stocktake_col_unknown() },
			{ key: 'act', label: m.stocktake_col_act() }
		],
		filters: [
			{
				...{ key: 'state', label: m.stocktake_col_state(), kind: 'choice' },
				options: STOCK_TAKE_STATES.map((value) => ({ value, label: takeStates[value].word() }))
			}
		],
		...page
	};
	return { view, mayBegin: can(actor, 'equipment.move') };
});
