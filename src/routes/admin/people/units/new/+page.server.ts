import { error } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { saveUnitForm } from '../unit-form.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'people.edit')) error(404);
	const [units, places] = await Promise.all([
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	return { units, places, values: { active: 'yes' } };
});

export const actions: Actions = { default: saveUnitForm };
