import { error, redirect } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { systemRoleSchema } from '$lib/systems/form-schemas.ts';
import { conditionsOf } from '$lib/training/condition-form.ts';
import { getSystem } from '$lib/server/systems/get-system.ts';
import { saveOrCloseRole } from '$lib/server/access/closing/close-access.ts';
import { listConditions, saveConditions } from '$lib/server/training/duty/module-conditions.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { roleInput, textFields } from '../../../system-input.ts';
import type { Actions, PageServerLoadEvent } from './$types';

/** The last part of the address of a role that is not there yet. */
const NEW = 'new';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'systems.edit')) error(404);
	const system = await getSystem(db, actor, event.params.id);
	const role = system.roles.find(({ id }) => id === event.params.role);
	const isNew = event.params.role === NEW;
	if (!role && !isNew) error(404);
	const [conditions, modules] = await Promise.all([
		listConditions(db, { roleIds: role ? [role.id] : [] }),
		listModuleOptions(db, locale)
	]);
	const names = {
		system: localize(system.name, locale),
		role: role ? localize(role.name, locale) : ''
	};
	return {
		isNew,
		conflictsAt: role ? `/admin/systems/${system.id}/roles/${role.id}/conflicts` : null,
		holders: role?.holders ?? 0,
		title: isNew ? m.registers_role_new({ system: names.system }) : m.registers_role_edit(names),
		back: `/admin/systems?open=${system.id}`,
		conditions: conditions.map((one) => one.id),
		modules: modules.map((one) => ({ value: one.id, label: one.title })),
		values: role ? roleFields(role) : { seen: '' }
	};
});

function roleFields(role: Awaited<ReturnType<typeof getSystem>>['roles'][number]) {
	return {
		seen: role.seen,
		slug: role.slug,
		...textFields(role.name, role.description),
		risk: role.risk,
		maxDays: role.maxDays === null ? '' : String(role.maxDays),
		position: String(role.position),
		...(role.ownerApproves ? { ownerApproves: 'yes' } : {}),
		...(role.active ? { active: 'yes' } : {})
	};
}

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(systemRoleSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id: systemId = '', role = NEW } = event.params;
		const id = role === NEW ? {} : { id: role };
		const input = { systemId, ...id, ...roleInput(parsed.data), endBy: parsed.data.endBy };
		const actor = signedIn(event);
		const saved = await saveOrCloseRole(db, actor, input, clock);
		const moduleIds = conditionsOf(form);
		if (moduleIds) {
			await saveConditions(db, actor, { target: { roleId: saved.id }, moduleIds }, clock);
		}
		redirect(303, `/admin/systems?open=${systemId}&saved`);
	})
};
