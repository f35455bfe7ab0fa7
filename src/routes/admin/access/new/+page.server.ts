import { error, redirect } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { grantSchema } from '$lib/systems/form-schemas.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { systemOptions } from '$lib/server/systems/system-options.ts';
import { grantRightByHand } from '$lib/server/training/duty/give-by-hand.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'rights.grant')) error(404);
	const systems = await systemOptions(db, locale);
	return {
		roles: systems.flatMap((system) =>
			system.roles.map((role) => ({ value: role.id, label: `${system.name}: ${role.name}` }))
		)
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		const parsed = parseForm(grantSchema, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		const { id } = await grantRightByHand(db, actor, parsed.data, clock);
		redirect(303, `/admin/access?open=${id}&granted`);
	})
};
