import { can } from '$lib/people/permissions.ts';
import { listStock } from '$lib/server/equipment/stock/list-stock.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const actor = signedIn(event);
	const onlyLow = event.url.searchParams.has('low');
	const kinds = await listStock(event.locals.db, actor);
	const isLow = (kind: (typeof kinds)[number]) => kind.levels.some((level) => level.isLow);
	return {
		kinds: onlyLow ? kinds.filter(isLow) : kinds,
		low: kinds.filter(isLow).length,
		onlyLow,
		mayEdit: can(actor, 'equipment.set_up'),
		saved: event.url.searchParams.has('saved')
	};
});
