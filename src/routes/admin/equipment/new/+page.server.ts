import { error, redirect } from '@sveltejs/kit';
import { registerItemSchema } from '$lib/equipment/form-schemas.ts';
import { can } from '$lib/people/permissions.ts';
import { registerItem } from '$lib/server/equipment/register-item.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { itemChoices, itemTyped } from '../item-form.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const number = event.url.searchParams.get('number') ?? '';
	if (!can(signedIn(event), 'equipment.edit')) error(404);
	const [choices, places] = await Promise.all([itemChoices(event), listPlaceOptions(db, locale)]);
	return {
		...choices,
		number,
		places: places.map(({ id, name }) => ({ value: id, label: name }))
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		// Without script another category shows its fields when asked.
		if (form.has('show')) return { message: '', issues: {}, values: formValues(form) };
		const { own, untold } = await itemTyped(event, form, formValues(form));
		const parsed = parseForm(registerItemSchema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		const { id } = await registerItem(db, signedIn(event), { ...parsed.data, own }, clock);
		redirect(303, `/admin/equipment/${id}?added`);
	})
};
