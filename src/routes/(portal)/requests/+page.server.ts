import { parseListState } from '$lib/lists/list-state.ts';
import { myListShape } from '$lib/requests/my-list-shape.ts';
import { listMyRequests } from '$lib/server/requests/queries/my-requests.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:requests');
	const actor = signedIn(event);
	const state = parseListState(myListShape, event.url.searchParams);
	const now = event.locals.clock.now();
	const list = await listMyRequests(event.locals.db, actor, state, now);
	return { ...list, state, now, personId: actor.personId };
});
