import { signedIn } from '$lib/server/web/route.ts';
import { liveStream } from '$lib/server/live/live-stream.ts';
import { unreadCount } from '$lib/server/notifications/bell.ts';
import { portalLive } from '$lib/server/web/portal.ts';
import type { RequestHandler } from './$types';

/** What an open page hears: the bell, and requests and notices that this person may see. */
export const GET: RequestHandler = async (event) => {
	const actor = signedIn(event);
	const { db } = event.locals;
	const stream = liveStream(portalLive(db).hub, actor, await unreadCount(db, actor));
	return new Response(stream, {
		headers: {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store',
			'x-accel-buffering': 'no'
		}
	});
};
