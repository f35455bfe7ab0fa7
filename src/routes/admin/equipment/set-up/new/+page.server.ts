import { redirect } from '@sveltejs/kit';
import { addCategorySchema } from '$lib/equipment/set-up-schemas.ts';
import { addCategory } from '$lib/server/equipment/register/save-category.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(addCategorySchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await addCategory(db, signedIn(event), parsed.data, clock);
		redirect(303, `/admin/equipment/set-up/${parsed.data.code}?saved`);
	})
};
