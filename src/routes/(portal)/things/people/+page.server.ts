import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { EXPIRING_WITHIN_DAYS } from '$lib/systems/system-kinds.ts';
import { accessOfPeople } from '$lib/server/access/own/held-access.ts';
import { lastDayOf } from '$lib/server/systems/right-days.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const until = lastDayOf(isoDay(clock.now()), EXPIRING_WITHIN_DAYS + 1);
	const people = await accessOfPeople(db, signedIn(event), until);
	return {
		people: people.map((one) => ({ ...one, unitName: localize(one.unitName, locale) }))
	};
});
