import { redirect } from '@sveltejs/kit';
import { isLocale } from '$lib/i18n/localized.ts';
import { saveLanguage } from '$lib/server/people/save-preferences.ts';
import { LANGUAGE_COOKIE } from '$lib/server/web/identify.ts';
import type { RequestHandler } from './$types';

/** Chooses the language: for the person when signed in, for this browser otherwise; then back to the page. */
export const POST: RequestHandler = async ({ request, locals, cookies, url }) => {
	const form = await request.formData();
	const language = form.get('language');
	if (isLocale(language)) {
		cookies.set(LANGUAGE_COOKIE, language, {
			path: '/',
			maxAge: 365 * 24 * 60 * 60,
			sameSite: 'lax',
			httpOnly: true,
			secure: url.protocol === 'https:'
		});
		if (locals.actor) await saveLanguage(locals.db, locals.actor, language, locals.clock);
	}
	redirect(303, ownPath(form.get('back'), url));
};

/** Only a page of our own: a form elsewhere must not be able to send people away from here. */
function ownPath(back: FormDataEntryValue | null, from: URL): string {
	const target = typeof back === 'string' ? URL.parse(back, from) : null;
	if (target?.origin !== from.origin || target.pathname.startsWith('//')) return '/';
	return target.pathname + target.search;
}
