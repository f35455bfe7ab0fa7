import { error, redirect } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { newPersonSchema } from '$lib/people/person-schemas.ts';
import { invite } from '$lib/server/auth/invite.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { addPerson } from '$lib/server/people/save-person.ts';
import { listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'people.edit')) error(404);
	const [units, places] = await Promise.all([
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	return { units, places };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['managerId']);
		const parsed = parseForm(newPersonSchema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		const { invite: isInvited, seen: _seen, ...person } = parsed.data;
		const { id } = await addPerson(db, actor, person, clock);
		if (isInvited) await invite(db, actor, { personId: id }, clock);
		redirect(303, `/admin/people/${id}?done=${isInvited ? 'invited' : 'added'}`);
	})
};
