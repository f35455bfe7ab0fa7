import { ownReviews } from '$lib/server/access/reviews/reviews-to-do.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const reviews = await ownReviews(db, signedIn(event), { waitingOnly: false }, clock);
	return { reviews };
});
