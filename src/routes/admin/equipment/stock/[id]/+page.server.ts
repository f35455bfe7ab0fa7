import { stockChangeSchema, stockMarkSchema } from '$lib/equipment/stock-schemas.ts';
import { can } from '$lib/people/permissions.ts';
import { changeStock, markLow } from '$lib/server/equipment/stock/change-stock.ts';
import { getStock } from '$lib/server/equipment/stock/list-stock.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const [kind, places] = await Promise.all([
		getStock(db, actor, event.params.id),
		listPlaceOptions(db, locale)
	]);
	return {
		kind,
		places: places.map(({ id, name }) => ({ value: id, label: name })),
		mayMove: can(actor, 'equipment.edit') && kind.retiredAt === null,
		mayEdit: can(actor, 'equipment.set_up'),
		saved: event.url.searchParams.has('saved')
	};
});

export const actions: Actions = {
	change: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(stockChangeSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await changeStock(db, actor, { kindId: event.params.id ?? '', ...parsed.data }, clock);
		return { done: true };
	}),
	mark: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(stockMarkSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, { ...parsed.values, why: 'mark' });
		const kindId = event.params.id ?? '';
		await markLow(db, signedIn(event), { kindId, ...parsed.data }, clock);
		return { done: true };
	})
};
