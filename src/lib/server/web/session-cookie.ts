import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import { luciaFor, SESSION_COOKIE } from '#lib/server/auth/lucia.ts';
import type { Browser } from '#lib/server/auth/open-session.ts';
import { SessionAdapter } from '#lib/server/auth/session-adapter.ts';

/** Which browser a request comes from, for the session and the audit log. */
export function browserOf(event: RequestEvent): Browser {
	return {
		ip: event.getClientAddress(),
		userAgent: event.request.headers.get('user-agent') ?? ''
	};
}

/** The token that the browser came with. */
export function sessionToken(cookies: Cookies): string | undefined {
	return cookies.get(SESSION_COOKIE);
}

/** Hands the browser its session. On a shared computer the cookie also goes when the browser is closed. */
export function keepSession(event: RequestEvent, token: string, shared = false): void {
	const { db, clock } = event.locals;
	const cookie = luciaFor(new SessionAdapter(db, clock.now())).createSessionCookie(token);
	const { maxAge, ...attributes } = cookie.attributes;
	event.cookies.set(cookie.name, cookie.value, {
		...attributes,
		...(shared || maxAge === undefined ? {} : { maxAge }),
		path: '/'
	});
}

/** Takes the session's cookie back. */
export function dropSession(cookies: Cookies): void {
	cookies.delete(SESSION_COOKIE, { path: '/' });
}

/**
 * Where somebody goes who has just come in: the page they wanted when it is one of ours, else the desk for
 * those who work there, else home.
 */
export function firstPage(actor: Actor, wanted: string | null | undefined): string {
	const own = ownPath(wanted);
	if (own) return own;
	return hasRole(actor, 'agent') || hasRole(actor, 'admin') ? '/admin' : '/';
}

/** An address within the portal, or undefined: nobody is sent elsewhere by a link they were given. */
export function ownPath(wanted: string | null | undefined): string | undefined {
	if (!wanted?.startsWith('/') || /^\/[/\\]/.test(wanted)) return undefined;
	if ([...wanted].some((letter) => letter < ' ')) return undefined;
	if (!URL.canParse(wanted, 'http://portal.invalid')) return undefined;
	const { origin, pathname, search, hash } = new URL(wanted, 'http://portal.invalid');
	if (origin !== 'http://portal.invalid' || pathname.startsWith('//')) return undefined;
	if (/^\/(sign-in|sign-out|second-factor|language)$/.test(pathname)) return undefined;
	return pathname + search + hash;
}
