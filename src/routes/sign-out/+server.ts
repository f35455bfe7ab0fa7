import { redirect } from '@sveltejs/kit';
import { endSession } from '$lib/server/auth/end-session.ts';
import { dropSession } from '$lib/server/web/session-cookie.ts';
import { DomainError } from '$lib/errors.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies }) => {
	const { actor, db, clock } = locals;
	try {
		if (actor?.sessionId) await endSession(db, actor, { sessionId: actor.sessionId }, clock);
	} catch (problem) {
		// Another window was quicker: the session has ended, which is what was asked.
		if (!(problem instanceof DomainError)) throw problem;
	}
	dropSession(cookies);
	redirect(303, '/sign-in?out');
};
