import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { getPublicSettings } from '#lib/server/settings/settings.ts';
import { smallPage } from './plain-page.ts';

/**
 * What somebody who is not signed in sees behind a label: whom to call, and the way in. No record is looked up, so that
 * the answer is the same for every address, whether there is such a thing or not.
 */
export async function callPage(event: RequestEvent): Promise<Response> {
	const { db, locale } = event.locals;
	const { itPhone } = await getPublicSettings(db);
	const title = m.mine_call_title();
	const phone = escaped(itPhone);
	const call = `<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`;
	const wanted = encodeURIComponent(event.url.pathname);
	const body = `<p>${m.mine_call_text({ phone: call })}</p>
<p><a href="/sign-in?next=${wanted}">${m.ui_sign_in()}</a></p>`;
	const headers = { 'cache-control': 'no-store' };
	return smallPage(locale, { status: 401, headers, title, body });
}

const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
