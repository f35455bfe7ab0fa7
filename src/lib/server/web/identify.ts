import type { RequestEvent } from '@sveltejs/kit';
import { isLocale, preferredLocale } from '#lib/i18n/localized.ts';
import { authenticateKept } from '#lib/server/auth/kept-sessions.ts';
import { SESSION_COOKIE } from '#lib/server/auth/lucia.ts';

export const LANGUAGE_COOKIE = 'abilaud_language';

/**
 * Fills `locals`: the actor of the session cookie, whether the second factor is still owed, and the
 * language: the person's own, else the cookie's, else the browser's.
 */
export async function identify(event: RequestEvent): Promise<void> {
	const { locals, cookies, request } = event;
	locals.actor = null;
	locals.secondFactorPending = false;
	locals.sharedComputer = false;
	locals.unread = 0;
	const asked = cookies.get(LANGUAGE_COOKIE);
	locals.locale = isLocale(asked) ? asked : preferredLocale(request.headers.get('accept-language'));
	const token = cookies.get(SESSION_COOKIE);
	if (!token) return;
	const found = await authenticateKept(locals.db, token, locals.clock.now());
	if (!found) {
		cookies.delete(SESSION_COOKIE, { path: '/' });
		return;
	}
	const { session, actor } = found;
	locals.actor = { ...actor, sessionId: session.id, ip: event.getClientAddress() };
	locals.locale = actor.locale;
	locals.sharedComputer = session.shared;
	locals.unread = session.unread;
	locals.secondFactorPending = session.secondFactorRequired && !session.secondFactorDone;
}
