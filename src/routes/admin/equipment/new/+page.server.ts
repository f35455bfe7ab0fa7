import { error, redirect } from '@sveltejs/kit';
import { registerItemSchema } from '$lib/equipment/form-schemas.ts';
import { can } from '$lib/people/permissions.ts';
import { registerItem } from '$lib/server/equipment/register-item.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'equipment.edit')) error(404);
	const [units, places] = await Promise.all([
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	return { units, places: places.map(({ id, name }) => ({ value: id, label: name })) };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(registerItemSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { id } = await registerItem(db, signedIn(event), parsed.data, clock);
		redirect(303, `/admin/equipment?open=${id}&added`);
	})
};
