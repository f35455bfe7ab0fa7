import { error, redirect } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { rightName } from '$lib/systems/right-name.ts';
import { beginComparison } from '$lib/server/access/comparison/begin-comparison.ts';
import { listComparisons } from '$lib/server/access/comparison/read-comparison.ts';
import { systemOptions } from '$lib/server/systems/system-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { isId } from '$lib/ids.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale, clock } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'systems.edit')) error(404);
	const [made, systems] = await Promise.all([
		listComparisons(db, actor),
		systemOptions(db, locale)
	]);
	return {
		made: made.map(({ systemName, roleName, ...one }) => ({
			...one,
			role: rightName(systemName, roleName, locale),
			system: localize(systemName, locale)
		})),
		roles: systems.flatMap((system) =>
			system.roles.map((role) => ({ value: role.id, label: `${system.name}: ${role.name}` }))
		),
		now: clock.now()
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const values = formValues(form);
		const roleId = String(values.roleId ?? '');
		if (!isId(roleId)) return failForm({ roleId: ['errors_choose'] }, values);
		const file = form.get('file');
		const chosen = file instanceof File ? file : new File([], '');
		const bytes = new Uint8Array(await chosen.arrayBuffer());
		const input = { roleId, fileName: chosen.name, bytes };
		const { id } = await beginComparison(db, actor, input, clock);
		redirect(303, `/admin/access/compare/${id}`);
	})
};
