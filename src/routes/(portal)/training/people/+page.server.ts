import { isoDay } from '$lib/format/moments.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { myPeopleShape } from '$lib/training/authoring/list-shapes.ts';
import { listMyPeople } from '$lib/server/training/authoring/list-my-people.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(myPeopleShape, event.url.searchParams);
	const page = await listMyPeople(db, actor, state, clock);
	return {
		view: { shape: myPeopleShape, state, columns: [], filters: [], ...page },
		today: isoDay(clock.now()),
		hasPeople: actor.isManager || actor.representsUnitIds.length > 0
	};
});
