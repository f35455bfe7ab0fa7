import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { listUnits } from '$lib/server/people/unit-tree.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const units = await listUnits(db, actor, locale);
	return {
		units: units.map((unit) => ({ ...unit, name: localize(unit.name, locale) })),
		mayEdit: can(actor, 'people.edit'),
		saved: event.url.searchParams.has('saved')
	};
});
