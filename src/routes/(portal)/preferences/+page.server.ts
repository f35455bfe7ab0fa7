import * as v from 'valibot';
import { locales } from '$lib/i18n/localized.ts';
import { notePractised } from '$lib/server/training/reading/practised.ts';
import { savePreferences } from '$lib/server/people/save-preferences.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { LANGUAGE_COOKIE } from '$lib/server/web/identify.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const schema = v.object({
	locale: v.picklist(locales, 'errors_choose'),
	theme: v.picklist(['system', 'light', 'dark'], 'errors_choose'),
	textSize: v.picklist(['normal', 'large'], 'errors_choose'),
	singleKeys: v.optional(v.string())
});

export const load: PageServerLoad = (event) => {
	const { locale, theme, textSize, singleKeys } = signedIn(event);
	return {
		chosen: { locale, theme, textSize, singleKeys },
		saved: event.url.searchParams.has('saved')
	};
};

export const actions: Actions = {
	default: action(async (event, form) => {
		const { locals, cookies } = event;
		const parsed = parseForm(schema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { locale, theme, textSize } = parsed.data;
		const singleKeys = parsed.data.singleKeys !== undefined;
		const preferences = { locale, theme, textSize, singleKeys };
		const actor = signedIn(event);
		await savePreferences(locals.db, actor, preferences, locals.clock);
		await notePractised(locals.db, actor, 'preferences.saved', locals.clock);
		cookies.delete(LANGUAGE_COOKIE, { path: '/' });
		redirect(303, '/preferences?saved');
	})
};
