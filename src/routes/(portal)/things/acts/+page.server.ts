import { listOwnActs } from '$lib/server/equipment/acts/read-act.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	return { acts: await listOwnActs(db, signedIn(event)), now: clock.now() };
});
