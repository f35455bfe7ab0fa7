import { error } from '@sveltejs/kit';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { getUnit, listUnitOptions } from '$lib/server/people/unit-tree.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { saveUnitForm } from '../unit-form.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	if (!can(actor, 'people.edit')) error(404);
	const [unit, units, places] = await Promise.all([
		getUnit(db, actor, event.params.id),
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	return {
		title: localize(unit.name, locale),
		units: units.filter(({ id }) => id !== unit.id),
		places,
		values: {
			seen: unit.seen,
			code: unit.code,
			nameEt: unit.name.et,
			nameRu: unit.name.ru,
			nameEn: unit.name.en ?? '',
			kind: unit.kind,
			parentId: unit.parentId ?? '',
			headId: unit.headId ?? '',
			headId_text: unit.headName ?? '',
			budgetOwnerId: unit.budgetOwnerId ?? '',
			budgetOwnerId_text: unit.budgetOwnerName ?? '',
			placeId: unit.placeId ?? '',
			...(unit.active ? { active: 'yes' } : {})
		}
	};
});

export const actions: Actions = { default: saveUnitForm };
