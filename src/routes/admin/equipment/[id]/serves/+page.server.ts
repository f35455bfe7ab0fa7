import { error, redirect } from '@sveltejs/kit';
import { getItem, mayMove } from '$lib/server/equipment/get-item.ts';
import { listServed, servePlaces } from '$lib/server/equipment/serve-places.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const [item, places] = await Promise.all([
		getItem(db, signedIn(event), event.params.id),
		listPlaceOptions(db, locale)
	]);
	if (!mayMove(signedIn(event), item)) error(404);
	return {
		id: item.id,
		number: item.inventoryNumber,
		places: places.map(({ id, name }) => ({ value: id, label: name })),
		values: { placeIds: await listServed(db, item.id) }
	};
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { placeIds = [] } = formValues(form);
		const itemId = event.params.id ?? '';
		const ids = Array.isArray(placeIds) ? placeIds : [placeIds].filter(Boolean);
		await servePlaces(db, signedIn(event), { itemId, placeIds: ids }, clock);
		redirect(303, `/admin/equipment?open=${itemId}&saved`);
	})
};
