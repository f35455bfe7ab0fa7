import type { RequestEvent } from '@sveltejs/kit';
import type { Locale } from '#lib/i18n/localized.ts';
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

/** The colours of the tokens: nothing else of the portal may be fetched by this page. */
const STYLE = `body{font:1.1875rem/1.5 "Source Sans 3",system-ui,sans-serif;margin:0;color:#15181d;background:#fff}
.brand{margin:0;padding:1.25rem 1rem;font-weight:680;border-bottom:1px solid #dcdcd6}
main{max-width:40rem;padding:2rem 1rem}.brand,main{padding-inline:max(1rem,calc(50vw - 33rem))}
h1{margin:0 0 1rem;line-height:1.2}a{color:#2747ae}small{color:#454c57}
@media(prefers-color-scheme:dark){body{color:#eef0f3;background:#0f1216}
.brand{border-color:#2f3641}a{color:#a3b9ff}small{color:#bcc3cd}}`;

/**
 * A small page of its own for what is decided before any page is drawn. Scripts and APIs get JSON instead.
 */
export function plainPage(event: RequestEvent, reason: keyof typeof REASONS): Response {
	const { status, title, text } = REASONS[reason];
	const { locale, requestId } = event.locals;
	const headers: Record<string, string> = { 'cache-control': 'no-store' };
	if (event.request.headers.get('x-sveltekit-action')) {
		const error = { message: text(), requestId };
		return Response.json({ type: 'error', error }, { status, headers });
	}
	if (!event.request.headers.get('accept')?.includes('text/html')) {
		return Response.json({ message: text(), requestId }, { status, headers });
	}
	// A number for whoever looks into the log; where nothing broke, it would only frighten.
	const code = status >= 500 ? `<p><small>${m.ui_error_code({ id: requestId })}</small></p>` : '';
	const body = `<p>${text()}</p><p><a href="/">${m.errors_back_home()}</a></p>${code}`;
	return smallPage(locale, { status, headers, title: title(), body });
}

/** A page in the portal's colours that fetches nothing; `body` is HTML of ours. */
export function smallPage(
	locale: Locale,
	page: { status: number; headers: Record<string, string>; title: string; body: string }
): Response {
	const headers = {
		...page.headers,
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'"
	};
	return new Response(
		`<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${page.title} · Abilaud</title><style>${STYLE}</style>
<body><p class="brand">Abilaud</p><main><h1>${page.title}</h1>${page.body}</main>`,
		{ status: page.status, headers }
	);
}
