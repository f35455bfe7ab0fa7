import { feedReader } from '$lib/server/notices/telling/feed-keys.ts';
import { noticeCalendarFeed } from '$lib/server/notices/telling/notice-feeds.ts';
import { feedResponse } from '$lib/server/web/feed-response.ts';
import { answering } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The notices that concern whoever's secret this is, for their calendar program. */
export const GET = answering(async ({ params, locals }: RequestEvent) => {
	const now = locals.clock.now();
	const reader = await feedReader(locals.db, params.secret, now);
	const text = await noticeCalendarFeed(locals.db, reader, now);
	return feedResponse(text, 'text/calendar; charset=utf-8');
});
