import { error } from '@sveltejs/kit';
import { can } from '$lib/people/permissions.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { savePlaceForm } from '../place-form.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	if (!can(signedIn(event), 'people.edit')) error(404);
	return { places: await listPlaceOptions(db, locale), values: { active: 'yes' } };
});

export const actions: Actions = { default: savePlaceForm };
