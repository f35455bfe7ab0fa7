import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

const REASONS = {
	database_away: {
		status: 503,
		title: () => m.errors_away_title(),
		text: () => m.errors_away_text()
	},
	file_gone: {
		status: 410,
		title: () => m.errors_file_gone_title(),
		text: () => m.errors_file_gone()
	},
	not_found: {
		status: 404,
		title: () => m.errors_not_found_title(),
		text: () => m.errors_not_found()
	},
	signed_out: {
		status: 401,
		title: () => m.errors_signed_out_title(),
		text: () => m.errors_signed_out_text()
	}
} as const;

/**
 * A small page of its own for what is decided before any page is drawn. Scripts and APIs get JSON instead.
 */
export function plainPage(event: RequestEvent, reason: keyof typeof REASONS): Response {
	const { status, title, text } = REASONS[reason];
	const { locale, requestId } = event.locals;
	const headers: Record<string, string> = { 'cache-control': 'no-store' };
	if (status === 503) headers['retry-after'] = '5';
	if (event.request.headers.get('x-sveltekit-action')) {
		const error = { message: text(), requestId };
		return Response.json({ type: 'error', error }, { status, headers });
	}
	if (!event.request.headers.get('accept')?.includes('text/html')) {
		return Response.json({ message: text(), requestId }, { status, headers });
	}
	headers['content-type'] = 'text/html; charset=utf-8';
	headers['content-security-policy'] = "default-src 'none'; style-src 'unsafe-inline'";
	return new Response(
		`<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${title()} · Abilaud</title>
<body style="font:1.1875rem/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem">
<main><h1>${title()}</h1><p>${text()}</p><p><a href="/">${m.errors_back_home()}</a></p><p><small>${requestId}</small></p></main>`,
		{ status, headers }
	);
}
