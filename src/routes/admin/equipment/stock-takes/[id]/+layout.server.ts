import { COUNT_NEWS } from '$lib/equipment/stocktake/count-news.ts';
import { getStockTake } from '$lib/server/equipment/stocktake/get-stock-take.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { LayoutServerLoadEvent } from './$types';

export const load = guarded(async (event: LayoutServerLoadEvent) => {
	event.depends(COUNT_NEWS);
	const { db, locale } = event.locals;
	return { take: await getStockTake(db, signedIn(event), event.params.id, locale) };
});
