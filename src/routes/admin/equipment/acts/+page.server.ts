import { actsShape } from '$lib/equipment/acts/list-shape.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { listActs } from '$lib/server/equipment/acts/list-acts.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';
import { actFilters, actView } from './act-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(actsShape, event.url.searchParams);
	const [page, filters] = await Promise.all([
		listActs(db, actor, state, clock),
		actFilters(db, state)
	]);
	return {
		view: actView(state, page, filters),
		mayMove: can(actor, 'equipment.move', undefined),
		now: clock.now()
	};
});
