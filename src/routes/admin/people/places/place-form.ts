import { redirect, type RequestEvent } from '@sveltejs/kit';
import { localizedName, placeSchema } from '$lib/people/person-schemas.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { savePlace } from '$lib/server/people/save-place.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';

/** Saves the place of the form: the one in the address, or a new one. */
export const savePlaceForm = action(async (event: RequestEvent, form: FormData) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const untold = await resolveTypedPeople(db, actor, form, ['headId']);
	const parsed = parseForm(placeSchema, form);
	const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
	if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
	const input = { ...parsed.data, name: localizedName(parsed.data) };
	await savePlace(db, actor, { ...input, id: event.params.id }, clock);
	redirect(303, '/admin/people/places?saved');
});
