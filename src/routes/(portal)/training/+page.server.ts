import { myTraining } from '$lib/server/training/reading/my-training.ts';
import { searchModules } from '$lib/server/training/reading/search-modules.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

const longestQuery = 200;
const mostFound = 30;
/** So many of a list that may be long stand on the page until the reader wants the rest. */
const first = { all: 12, done: 12, recommended: 6 };

export const load: PageServerLoad = async (event) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	const { searchParams } = event.url;
	const query = (searchParams.get('q') ?? '').trim().slice(0, longestQuery);
	if (query) {
		const found = await searchModules(db, query, { locale, limit: mostFound });
		return { query, found, mine: null, counts: null, hasPeople: false, personId: actor.personId };
	}
	const mine = await myTraining(db, actor, locale, clock);
	const whole = searchParams.has('all');
	const shown = <Row>(rows: Row[], few: number) => (whole ? rows : rows.slice(0, few));
	return {
		query,
		found: [],
		mine: {
			...mine,
			all: shown(mine.all, first.all),
			done: shown(mine.done, first.done),
			recommended: shown(mine.recommended, first.recommended)
		},
		/** How many there are of what may be shown in part. */
		counts: {
			all: mine.all.length,
			done: mine.done.length,
			recommended: mine.recommended.length
		},
		hasPeople: actor.isManager || actor.representsUnitIds.length > 0,
		personId: actor.personId
	};
};
