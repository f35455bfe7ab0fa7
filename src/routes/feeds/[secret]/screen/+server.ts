import { notFound } from '$lib/errors.ts';
import { findActor } from '$lib/server/auth/actor-row.ts';
import { feedReader } from '$lib/server/notices/telling/feed-keys.ts';
import { plainResponse } from '$lib/server/notices/reading/plain-notices.ts';
import { noticeScreen } from '$lib/server/notices/reading/screen.ts';
import { answering } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** What concerns whoever's secret this is now, for a screen on a wall that nobody signs in at. */
export const GET = answering(async ({ params, locals }: RequestEvent) => {
	const { db, clock } = locals;
	const now = clock.now();
	const { personId, locale } = await feedReader(db, params.secret, now);
	const actor = await findActor(db, personId, now);
	if (!actor) throw notFound();
	return plainResponse(await noticeScreen(db, actor, { locale, now }), {
		'cache-control': 'private, no-store',
		'x-robots-tag': 'noindex'
	});
});
