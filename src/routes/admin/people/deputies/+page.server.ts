import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { listDeputyPeriods } from '$lib/server/people/list-posts.ts';
import { deputyActions } from '$lib/server/web/deputy-actions.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const today = isoDay(clock.now());
	const periods = await listDeputyPeriods(db, actor, today);
	return {
		periods: periods.map((one) => ({ ...one, unitName: localize(one.unitName, locale) })),
		mayEdit: can(actor, 'people.edit'),
		today,
		done: event.url.searchParams.get('done')
	};
});

export const actions: Actions = deputyActions('/admin/people/deputies', 'anybody');
