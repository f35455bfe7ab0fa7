import { redirect } from '@sveltejs/kit';
import { endSession } from '$lib/server/auth/end-session.ts';
import { dropSession } from '$lib/server/web/session-cookie.ts';
import { DomainError } from '$lib/errors.ts';
import type { RequestHandler } from './$types';

/** Ends the session, and with it what this browser has kept for reading without a connection. */
export const POST: RequestHandler = async ({ locals, cookies, setHeaders }) => {
	const { actor, db, clock } = locals;
	try {
		if (actor?.sessionId) await endSession(db, actor, { sessionId: actor.sessionId }, clock);
	} catch (problem) {
		// Another window was quicker: the session has ended, which is what was asked.
		if (!(problem instanceof DomainError)) throw problem;
	}
	dropSession(cookies);
	setHeaders({ 'clear-site-data': '"storage"' });
	redirect(303, '/sign-in?out');
};
