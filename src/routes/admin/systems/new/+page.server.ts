import { error, redirect } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { systemSchema } from '$lib/systems/form-schemas.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { saveSystem } from '$lib/server/systems/save-system.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import { systemInput } from '../system-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	if (!can(signedIn(event), 'systems.edit')) error(404);
	return { title: m.registers_system_new(), back: '/admin/systems', values: {} };
};

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['ownerId']);
		const parsed = parseForm(systemSchema, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		if (untold.ownerId) return failForm(untold, parsed.values);
		const { id } = await saveSystem(db, actor, systemInput(parsed.data), clock);
		redirect(303, `/admin/systems?open=${id}&saved`);
	})
};
