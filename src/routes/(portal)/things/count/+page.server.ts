import { myCounts } from '$lib/server/equipment/stocktake/my-counts.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { db, sharedComputer } = event.locals;
	return {
		counts: await myCounts(db, actor),
		personId: actor.personId,
		mayStay: !sharedComputer
	};
};
