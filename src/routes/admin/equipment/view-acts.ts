import type { RequestEvent } from '@sveltejs/kit';
import { removeViewSchema, saveViewSchema } from '$lib/lists/view-schemas.ts';
import { removeView, saveView } from '$lib/server/lists/saved-views.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';

/** What a list of the equipment room does with its saved views. */
export const viewActs = (list: 'items' | 'findings') => ({
	save_view: action(async (event: RequestEvent, form: FormData) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(saveViewSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, { ...parsed.values, view: 'new' });
		const { shared, ...view } = parsed.data;
		const kept = { list, shared: shared !== undefined, ...view };
		await saveView(db, signedIn(event), kept, clock);
		return { viewSaved: true };
	}),
	remove_view: action(async (event: RequestEvent, form: FormData) => {
		const parsed = parseForm(removeViewSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await removeView(event.locals.db, signedIn(event), parsed.data.view);
		return { viewRemoved: true };
	})
});
