import { addressedNotice } from '$lib/notices/parse-number.ts';
import { dismissNotice } from '$lib/server/notices/reading/dismiss-notice.ts';
import { sendTo } from '$lib/server/web/respond.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** Puts a notice's banner away and goes back to the page that showed it. */
export const POST = answering(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const back = (await event.request.formData()).get('back');
	await dismissNotice(db, signedIn(event), addressedNotice(event.params), clock);
	// A path of ours only: two slashes would lead to another host, and browsers drop tabs and line ends between them.
	const path = typeof back === 'string' && /^\/(?![/\\])\P{Cc}*$/u.test(back) ? back : '/';
	return sendTo(event, path);
});
