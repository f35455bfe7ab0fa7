import { parseListState } from '$lib/lists/list-state.ts';
import { myListShape } from '$lib/requests/my-list-shape.ts';
import { parseNumber } from '$lib/requests/request-number.ts';
import { listMyRequests } from '$lib/server/requests/queries/my-requests.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

/** As many as one form can make. */
const mostSent = 50;

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:requests');
	const actor = signedIn(event);
	const state = parseListState(myListShape, event.url.searchParams);
	const now = event.locals.clock.now();
	const list = await listMyRequests(event.locals.db, actor, state, now);
	const sent = (event.url.searchParams.get('sent') ?? '')
		.split(',')
		.flatMap((text) => parseNumber(text) ?? [])
		.slice(0, mostSent);
	return { ...list, state, now, personId: actor.personId, sent };
});
