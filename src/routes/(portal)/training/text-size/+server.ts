import { redirect } from '@sveltejs/kit';
import { savePreferences } from '$lib/server/people/save-preferences.ts';
import { signedIn } from '$lib/server/web/route.ts';
import { ownPath } from '$lib/server/web/session-cookie.ts';
import type { RequestHandler } from './$types';

/** Chooses the size of letters for the person, on all their devices, and goes back to the page. */
export const POST: RequestHandler = async (event) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const form = await event.request.formData();
	const textSize = form.get('size') === 'large' ? 'large' : 'normal';
	const { locale, theme, singleKeys } = actor;
	await savePreferences(db, actor, { locale, theme, textSize, singleKeys }, clock);
	redirect(303, ownPath(String(form.get('back') ?? '')) ?? '/training');
};
