import { error } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { getPlace, listPlaceOptions } from '$lib/server/people/list-places.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { savePlaceForm } from '../place-form.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'people.edit')) error(404);
	const [place, places] = await Promise.all([
		getPlace(db, actor, event.params.id),
		listPlaceOptions(db, locale)
	]);
	return {
		title: localize(place.name, locale),
		places: places.filter(({ id }) => id !== place.id),
		values: {
			seen: place.seen,
			code: place.code,
			nameEt: place.name.et,
			nameRu: place.name.ru,
			nameEn: place.name.en ?? '',
			address: place.address,
			district: place.district,
			hours: place.hours,
			headId: place.headId ?? '',
			headId_text: place.headName ?? '',
			parentId: place.parentId ?? '',
			...(place.active ? { active: 'yes' } : {})
		}
	};
});

export const actions: Actions = { default: savePlaceForm };
