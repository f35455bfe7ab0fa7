import { listComingSessions } from '$lib/server/training/courses/list-sessions.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const now = event.locals.clock.now();
	const sessions = await listComingSessions(event.locals.db, signedIn(event), { now });
	return { sessions, now };
};
