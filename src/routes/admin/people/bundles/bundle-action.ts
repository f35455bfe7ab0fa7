import { redirect, type RequestEvent } from '@sveltejs/kit';
import { bundleSchema } from '$lib/access/bundle-form.ts';
import { saveBundle } from '$lib/server/access/bundles/save-bundle.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';

/** Saves the bundle of the form: the one in the address, or a new one. */
export const saveBundleForm = action(async (event: RequestEvent, form: FormData) => {
	const { db, clock } = event.locals;
	const parsed = parseForm(bundleSchema, form);
	if (!parsed.ok) return failForm(parsed.issues, parsed.values);
	const { id } = event.params;
	await saveBundle(db, signedIn(event), { ...parsed.data, ...(id ? { id } : {}) }, clock);
	redirect(303, '/admin/people/bundles?saved');
});
