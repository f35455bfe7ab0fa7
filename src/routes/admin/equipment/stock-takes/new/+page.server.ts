import { error, redirect } from '@sveltejs/kit';
import { itemCategories } from '$lib/server/equipment/stocktake/category-options.ts';
import { beginSchema, MEMBER_FIELDS } from '$lib/equipment/stocktake/begin-schema.ts';
import { can } from '$lib/people/permissions.ts';
import { beginStockTake } from '$lib/server/equipment/stocktake/begin-stock-take.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'equipment.move')) error(404);
	const [places, units, categories] = await Promise.all([
		listPlaceOptions(db, locale),
		listUnitOptions(db, locale),
		itemCategories(db, locale)
	]);
	return {
		places: places.map(({ id, name }) => ({ value: id, label: name })),
		units,
		categories,
		me: { id: actor.personId, name: actor.name }
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const fields = MEMBER_FIELDS.map((n) => `member${n}`);
		const untold = await resolveTypedPeople(db, actor, form, fields);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(beginSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const members = MEMBER_FIELDS.flatMap((n) => {
			const personId = form.get(`member${n}`);
			if (typeof personId !== 'string' || personId === '') return [];
			return [{ personId, signs: form.has(`signs${n}`) }];
		});
		const { title, note, ...scope } = parsed.data;
		const { id } = await beginStockTake(db, actor, { title, scope, members, note }, clock);
		redirect(303, `/admin/equipment/stock-takes/${id}`);
	})
};
