import { COUNT_NEWS } from '$lib/equipment/stocktake/count-news.ts';
import { scansShape } from '$lib/equipment/stocktake/list-shapes.ts';
import { SCAN_OUTCOMES } from '$lib/equipment/stocktake/stock-take.ts';
import { scanOutcomes } from '$lib/equipment/stocktake/stock-take-words.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { getStockTake } from '$lib/server/equipment/stocktake/get-stock-take.ts';
import { listScans, type ScanRow } from '$lib/server/equipment/stocktake/list-scans.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends(COUNT_NEWS);
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(scansShape, event.url.searchParams);
	const [page, take] = await Promise.all([
		listScans(db, actor, event.params.id, state, clock),
		getStockTake(db, actor, event.params.id, locale)
	]);
	const view: ListView<ScanRow> = {
		...{ shape: scansShape, state },
		columns: [
			{ key: 'by', label: m.stocktake_col_seen_by(), sort: 'arrived' },
			{ key: 'code', label: m.stocktake_col_code() },
			{ key: 'thing', label: m.stocktake_col_thing(), class: 'c-what' },
			{ key: 'answer', label: m.stocktake_col_answer(), class: 'c-state' },
			{ key: 'where', label: m.stocktake_col_where() },
			{ key: 'note', label: m.stocktake_col_note() }
		],
		filters: [
			{
				...{ key: 'outcome', label: m.stocktake_col_answer(), kind: 'choice' },
				options: SCAN_OUTCOMES.map((value) => ({ value, label: scanOutcomes[value].word() }))
			},
			{
				...{ key: 'by', label: m.stocktake_members(), kind: 'choice' },
				options: take.members.map(({ personId, name }) => ({ value: personId, label: name }))
			},
			{ key: 'late', label: m.stocktake_late(), kind: 'flag' }
		],
		...page
	};
	return { view };
});
