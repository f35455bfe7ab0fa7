import { addressedNotice } from '$lib/notices/parse-number.ts';
import { dismissNotice } from '$lib/server/notices/reading/dismiss-notice.ts';
import { sendTo } from '$lib/server/web/respond.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import { ownPath } from '$lib/server/web/session-cookie.ts';
import type { RequestEvent } from './$types';

/** Puts a notice's banner away and goes back to the page that showed it. */
export const POST = answering(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const back = (await event.request.formData()).get('back');
	await dismissNotice(db, signedIn(event), addressedNotice(event.params), clock);
	const path = ownPath(typeof back === 'string' ? back : null) ?? '/';
	return sendTo(event, path);
});
