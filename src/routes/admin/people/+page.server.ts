import { isoDay } from '$lib/format/moments.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { peopleShape } from '$lib/people/list-shapes.ts';
import { can } from '$lib/people/permissions.ts';
import { listPage } from '$lib/server/lists/list-page.ts';
import { peopleList } from '$lib/server/people/list-people.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { peopleView } from './people-view.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(peopleShape, event.url.searchParams);
	const now = clock.now();
	const [page, units, places] = await Promise.all([
		listPage(db, peopleList(state), { actor, now }, state),
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	return {
		view: peopleView(state, page, { units, places }),
		mayEdit: can(actor, 'people.edit'),
		today: isoDay(now)
	};
});
