import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { localize } from '$lib/i18n/localized.ts';
import type { Actor } from '$lib/people/actor.ts';
import { can } from '$lib/people/permissions.ts';
import { representativeSchema, roleSchema } from '$lib/people/person-schemas.ts';
import type { Clock } from '$lib/server/clock.ts';
import type { Db } from '$lib/server/db/client.ts';
import {
	appointRepresentative,
	endRepresentation
} from '$lib/server/people/appoint-representative.ts';
import { editsUnits } from '$lib/server/people/edit-scope.ts';
import { grantRole, revokeRole } from '$lib/server/people/grant-role.ts';
import { listRepresentatives, listRoleGrants } from '$lib/server/people/list-posts.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const mayEdit = can(actor, 'roles.grant');
	const [roles, representatives, units] = await Promise.all([
		listRoleGrants(db, actor),
		listRepresentatives(db, actor),
		listUnitOptions(db, locale)
	]);
	return {
		roles: roles.map((one) => ({
			...one,
			unitName: one.unitName && localize(one.unitName, locale),
			mayRevoke: mayEdit && editsUnits(actor, [one.unitId])
		})),
		representatives: representatives.map((one) => ({
			...one,
			unitName: localize(one.unitName, locale),
			mayEnd: mayEdit && editsUnits(actor, [one.unitId])
		})),
		units,
		mayEdit,
		done: event.url.searchParams.get('done')
	};
});

const row = v.object({ id: v.pipe(v.string(), v.uuid()) });

/** A form of this page: parsed, run, and then the page again with `?done=`. */
function rolesForm<S extends v.GenericSchema>(
	done: string,
	schema: S,
	work: (db: Db, actor: Actor, input: v.InferOutput<S>, clock: Clock) => Promise<unknown>
) {
	return action(async (event: RequestEvent, form: FormData) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		const parsed = parseForm(schema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		await work(db, actor, parsed.data, clock);
		redirect(303, `/admin/people/roles?done=${done}`);
	});
}

export const actions: Actions = {
	give: rolesForm('given', roleSchema, grantRole),
	take: rolesForm('taken', row, revokeRole),
	appoint: rolesForm('appointed', representativeSchema, appointRepresentative),
	end: rolesForm('ended', row, endRepresentation)
};
