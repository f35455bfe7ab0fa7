import { error, redirect } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { inThree, neededId } from '$lib/systems/form-fields.ts';
import { roleConflictSchema } from '$lib/systems/form-schemas.ts';
import { rightName } from '$lib/systems/right-name.ts';
import { getSystem } from '$lib/server/systems/get-system.ts';
import {
	addRoleConflict,
	listRoleConflicts,
	removeRoleConflict
} from '$lib/server/systems/role-conflicts.ts';
import { systemOptions } from '$lib/server/systems/system-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import * as v from 'valibot';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'systems.edit')) error(404);
	const [system, conflicts, systems] = await Promise.all([
		getSystem(db, actor, event.params.id),
		listRoleConflicts(db, [event.params.role]),
		systemOptions(db, locale)
	]);
	const role = system.roles.find(({ id }) => id === event.params.role);
	if (!role) error(404);
	const taken = new Set([role.id, ...conflicts.map(({ otherId }) => otherId)]);
	return {
		back: `/admin/systems/${system.id}/roles/${role.id}`,
		role: rightName(system.name, role.name, locale),
		conflicts: conflicts.map(({ otherId, otherSystemId, systemName, roleName, why }) => ({
			otherId,
			href: `/admin/systems/${otherSystemId}/roles/${otherId}/conflicts`,
			name: rightName(systemName, roleName, locale),
			why: localize(why, locale)
		})),
		others: systems.flatMap((one) =>
			one.roles
				.filter(({ id }) => !taken.has(id))
				.map(({ id, name }) => ({ value: id, label: `${one.name}: ${name}` }))
		),
		saved: event.url.searchParams.has('saved')
	};
});

export const actions: Actions = {
	add: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(roleConflictSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { otherId, whyEt, whyRu, whyEn } = parsed.data;
		const input = {
			...{ roleId: event.params.role ?? '', otherId },
			why: inThree(whyEt, whyRu, whyEn)
		};
		await addRoleConflict(db, signedIn(event), input, clock);
		redirect(303, `${event.url.pathname}?saved`);
	}),
	remove: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(v.object({ otherId: neededId }), form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const input = { roleId: event.params.role ?? '', ...parsed.data };
		await removeRoleConflict(db, signedIn(event), input, clock);
		redirect(303, `${event.url.pathname}?saved`);
	})
};
