import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { withLocale } from '#lib/i18n/server-locale.ts';
import { forgetSessions } from '#lib/server/auth/kept-sessions.ts';
import { identify } from '#lib/server/web/identify.ts';
import type { Db } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { log } from '#lib/server/web/log.ts';
import { isDatabaseAway } from '#lib/server/db/database-away.ts';
import { plainPage } from '#lib/server/web/plain-page.ts';
import { portalClock, portalDatabase, startPortal } from '#lib/server/web/portal.ts';
import { dressPage, secure, sendTo } from '#lib/server/web/respond.ts';
import { callPage } from '#lib/server/web/call-page.ts';
import { routeVerdict } from '#lib/server/web/route-access.ts';

type Resolve = Parameters<Handle>[0]['resolve'];

export const init: ServerInit = startPortal;

/** One function, not a sequence of them: the framework wraps each one anew around every request. */
export const handle: Handle = async ({ event, resolve }) => {
	event.locals.requestId = crypto.randomUUID();
	event.locals.db = portalDatabase().db;
	event.locals.clock = portalClock;
	// No address of ours holds a NUL, and PostgreSQL takes none in a text.
	const strange = event.url.href.includes('%00');
	let away = false;
	try {
		await identify(event);
	} catch (problem) {
		if (!isDatabaseAway(problem)) throw problem;
		away = true;
	}
	if (isFromElsewhere(event)) return secure(event, new Response(null, { status: 403 }));
	const response = await withLocale(event.locals.locale, () => {
		// What is out of order must be told just then.
		if (away && event.route.id !== '/(public)/status') return plainPage(event, 'database_away');
		return strange ? plainPage(event, 'not_found') : open(event, resolve);
	});
	if (event.request.method !== 'GET') forgetRemembered(event.locals.db);
	if (event.locals.databaseWentAway && response.status === 500) {
		const page = withLocale(event.locals.locale, () => plainPage(event, 'database_away'));
		return secure(event, page);
	}
	return secure(event, response);
};

/**
 * A page of another address makes this browser ask for a change. The framework refuses that for forms only; a body
 * without a type, which a browser sends as readily, is one of JSON to the endpoints that read it.
 */
function isFromElsewhere({ request, url }: RequestEvent): boolean {
	const origin = request.headers.get('origin');
	return !/^(GET|HEAD|OPTIONS)$/.test(request.method) && origin !== null && origin !== url.origin;
}

function open(event: RequestEvent, resolve: Resolve): Response | Promise<Response> {
	const { actor, secondFactorPending } = event.locals;
	const { id } = event.route;
	if (id === null) return resolve(event, dressPage(event));
	const verdict = routeVerdict(id, secondFactorPending ? null : actor);
	if (verdict === 'open') return resolve(event, dressPage(event));
	if (verdict === 'refused') return plainPage(event, 'not_found');
	if (verdict === 'call' && !secondFactorPending && event.request.method === 'GET')
		return callPage(event);
	if (event.request.method !== 'GET' || id.startsWith('/api'))
		return plainPage(event, 'signed_out');
	if (secondFactorPending) return sendTo(event, '/second-factor');
	const wanted = encodeURIComponent(event.url.pathname + event.url.search);
	return sendTo(event, `/sign-in?next=${wanted}`);
}

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const { requestId } = event.locals;
	event.locals.databaseWentAway = isDatabaseAway(error);
	const level = hasGone(error) ? 'info' : 'error';
	if (status >= 500) log[level]({ err: error, requestId, route: event.route.id }, message);
	return { message, requestId };
};

/** The visitor left while sending: nothing of ours went wrong. */
const hasGone = (error: unknown) =>
	error instanceof Error && error.message === 'aborted' && 'code' in error;

/** What a form changed holds from its answer on, before this process hears of it. */
function forgetRemembered(db: Db): void {
	forgetSessions(db);
	forgetKept(db, 'requests');
}
