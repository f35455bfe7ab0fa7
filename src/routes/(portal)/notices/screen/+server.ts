import { plainResponse } from '$lib/server/notices/reading/plain-notices.ts';
import { noticeScreen } from '$lib/server/notices/reading/screen.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** What concerns the reader now, for a screen on a wall. */
export const GET = answering(async (event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	return plainResponse(await noticeScreen(db, signedIn(event), { locale, now: clock.now() }));
});
