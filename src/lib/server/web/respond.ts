import { redirect, type RequestEvent, type ResolveOptions } from '@sveltejs/kit';
import { scriptsFolder } from '#lib/i18n/scripts-folder.ts';
import { fillPage, shouldPreload } from '#lib/ui/appearance.ts';

/** Writes language, theme and text size into `<html>` and says what to fetch early. */
export function dressPage(event: RequestEvent): ResolveOptions {
	const { actor, locale } = event.locals;
	return {
		transformPageChunk: ({ html }) =>
			html.includes('%abilaud.lang%') ? fillPage(html, locale, actor ?? undefined) : html,
		preload: ({ type, path }) => shouldPreload(type, path, locale)
	};
}

/** Sends a browser to another page. A thrown redirect would pass by `secure`; only a script's own asking needs it. */
export function sendTo(event: RequestEvent, place: string): Response {
	if (event.isDataRequest) redirect(303, place);
	return new Response(null, { status: 303, headers: { location: place } });
}

/** Headers on every answer; the content policy of pages stands in svelte.config.js. */
export function secure(event: RequestEvent, response: Response): Response {
	const { headers } = response;
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'same-origin');
	headers.set('x-frame-options', 'DENY');
	headers.set('permissions-policy', 'geolocation=(), microphone=(), payment=()');
	headers.set('cross-origin-opener-policy', 'same-origin');
	const early = headers.get('link');
	if (early) headers.set('link', scriptsFolder(early, event.locals.locale));
	// The database is away: it is usually back within seconds. RFC 9110, 10.2.3.
	if (response.status === 503) headers.set('retry-after', '5');
	if (event.locals.requestId) headers.set('x-request-id', event.locals.requestId);
	if (event.locals.actor && !headers.has('cache-control'))
		headers.set('cache-control', 'private, no-store');
	if (event.url.protocol === 'https:')
		headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
	return response;
}
