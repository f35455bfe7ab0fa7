import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { endAllSessions } from '$lib/server/auth/end-all-sessions.ts';
import { endSession } from '$lib/server/auth/end-session.ts';
import { getOwnSecurity, listOwnSessions } from '$lib/server/auth/own-security.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { dropSession } from '$lib/server/web/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = v.object({ session: v.pipe(v.string(), v.nonEmpty('errors_required')) });

/** What was just done elsewhere and is said here. */
const DONE = ['password', 'totp', 'totp_gone', 'session'] as const;

export const load: PageServerLoad = guarded(async (event) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const [security, sessions] = await Promise.all([
		getOwnSecurity(db, actor),
		listOwnSessions(db, actor, clock.now())
	]);
	const done = event.url.searchParams.get('done');
	return { security, sessions, done: DONE.find((known) => known === done) };
});

export const actions: Actions = {
	end: action(async (event, form) => {
		const { locals, cookies } = event;
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const actor = signedIn(event);
		const sessionId = parsed.data.session;
		await endSession(locals.db, actor, { sessionId }, locals.clock);
		if (sessionId !== actor.sessionId) redirect(303, '/me/security?done=session');
		dropSession(cookies);
		redirect(303, '/sign-in?out');
	}),
	end_all: async (event) => {
		const { db, clock } = event.locals;
		await endAllSessions(db, signedIn(event), clock);
		dropSession(event.cookies);
		redirect(303, '/sign-in?out');
	}
};
