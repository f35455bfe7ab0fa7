import { notFound } from '$lib/errors.ts';
import { openBellLine } from '$lib/server/notifications/bell.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent, RequestHandler } from './$types';

/** Opens what a line under the bell is about and marks the line as read, without script too. */
export const GET: RequestHandler = answering(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const href = await openBellLine(db, signedIn(event), event.params.id, clock);
	if (href === undefined) throw notFound();
	redirect(303, href);
});
