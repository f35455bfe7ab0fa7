import { feedReader } from '$lib/server/notices/telling/feed-keys.ts';
import { noticeAtomFeed } from '$lib/server/notices/telling/notice-feeds.ts';
import { feedResponse } from '$lib/server/web/feed-response.ts';
import { answering } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** What whoever's secret this is was told of notices, for their feed reader. */
export const GET = answering(async ({ params, locals, url }: RequestEvent) => {
	const now = locals.clock.now();
	const reader = await feedReader(locals.db, params.secret, now);
	const text = await noticeAtomFeed(locals.db, reader, now, url.href);
	return feedResponse(text, 'application/atom+xml; charset=utf-8');
});
