import { error, redirect } from '@sveltejs/kit';
import { editItemSchema } from '$lib/equipment/form-schemas.ts';
import { formatDayNumeric } from '$lib/format/dates.ts';
import { editItem } from '$lib/server/equipment/edit-item.ts';
import { getItem, mayMove } from '$lib/server/equipment/get-item.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const [item, units] = await Promise.all([
		getItem(db, actor, event.params.id),
		listUnitOptions(db, locale)
	]);
	// An auditor reads the item beside the list; nothing here is for reading only.
	if (!mayMove(actor, item)) error(404);
	const day = (value: string | null) => (value ? formatDayNumeric(value) : '');
	return {
		units,
		id: item.id,
		number: item.inventoryNumber,
		values: {
			seen: item.seen,
			category: item.category,
			model: item.model,
			serial: item.serial,
			unitId: item.unitId ?? '',
			boughtOn: day(item.boughtOn),
			warrantyUntil: day(item.warrantyUntil),
			note: item.note
		}
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(editItemSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const itemId = event.params.id ?? '';
		await editItem(db, signedIn(event), { itemId, ...parsed.data }, clock);
		redirect(303, `/admin/equipment?open=${itemId}&saved`);
	})
};
