import { myTraining } from '$lib/server/training/reading/my-training.ts';
import { searchModules } from '$lib/server/training/reading/search-modules.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

const longestQuery = 200;
const mostFound = 30;
/** So many of all modules stand on the page until the reader wants the rest. */
const firstModules = 12;

export const load: PageServerLoad = async (event) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	const { searchParams } = event.url;
	const query = (searchParams.get('q') ?? '').trim().slice(0, longestQuery);
	if (query) {
		const found = await searchModules(db, query, { locale, limit: mostFound });
		return { query, found, mine: null, hidden: 0, hasPeople: false, personId: actor.personId };
	}
	const mine = await myTraining(db, actor, locale, clock);
	const shown = searchParams.has('all') ? mine.all.length : firstModules;
	return {
		query,
		found: [],
		mine: { ...mine, all: mine.all.slice(0, shown) },
		hidden: Math.max(mine.all.length - shown, 0),
		hasPeople: actor.isManager || actor.representsUnitIds.length > 0,
		personId: actor.personId
	};
};
