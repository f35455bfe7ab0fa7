import { error, redirect } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { systemSchema } from '$lib/systems/form-schemas.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { getSystem } from '$lib/server/systems/get-system.ts';
import { saveOrCloseSystem } from '$lib/server/access/closing/close-access.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { systemInput, textFields } from '../system-input.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'systems.edit')) error(404);
	const system = await getSystem(db, actor, event.params.id);
	return {
		title: m.registers_system_edit({ name: localize(system.name, locale) }),
		back: `/admin/systems?open=${system.id}`,
		ownerName: system.ownerName ?? '',
		holders: system.roles.reduce((sum, role) => sum + role.holders, 0),
		values: {
			seen: system.seen,
			slug: system.slug,
			kind: system.kind,
			...textFields(system.name, system.description),
			ownerId: system.ownerId ?? '',
			contact: system.contact,
			address: system.address,
			criticality: String(system.criticality),
			hours: system.hours,
			...(system.active ? { active: 'yes' } : {})
		}
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['ownerId']);
		const parsed = parseForm(systemSchema, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		if (untold.ownerId) return failForm(untold, parsed.values);
		const id = event.params.id ?? '';
		const input = { id, ...systemInput(parsed.data), endBy: parsed.data.endBy };
		await saveOrCloseSystem(db, actor, input, clock);
		redirect(303, `/admin/systems?open=${id}&saved`);
	})
};
