import { error, redirect } from '@sveltejs/kit';
import { editItemSchema } from '$lib/equipment/form-schemas.ts';
import { editItem } from '$lib/server/equipment/edit-item.ts';
import { getItem, mayMove } from '$lib/server/equipment/get-item.ts';
import { itemExtras } from '$lib/server/equipment/register/item-extras.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { itemChoices, itemTyped, itemValues } from '../../item-form.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	const item = await getItem(db, actor, event.params.id);
	// An auditor reads the item on its page; nothing here is for reading only.
	if (!mayMove(actor, item)) error(404);
	const [choices, extras] = await Promise.all([itemChoices(event), itemExtras(db, item)]);
	const fields = choices.kinds.find(({ code }) => code === item.category)?.fields ?? [];
	return {
		...choices,
		id: item.id,
		number: item.inventoryNumber,
		seen: item.seen,
		values: itemValues(item, extras, fields)
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		// Without script another category shows its fields when asked.
		if (form.has('show')) return { message: '', issues: {}, values: formValues(form) };
		const { own, untold } = await itemTyped(event, form, formValues(form));
		const parsed = parseForm(editItemSchema, form);
		const issues = { ...(parsed.ok ? {} : parsed.issues), ...untold };
		if (!parsed.ok || Object.keys(untold).length > 0) return failForm(issues, parsed.values);
		const itemId = event.params.id ?? '';
		await editItem(db, signedIn(event), { itemId, ...parsed.data, own }, clock);
		redirect(303, `/admin/equipment/${itemId}?saved`);
	})
};
