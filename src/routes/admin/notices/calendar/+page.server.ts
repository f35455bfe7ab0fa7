import { parseDay } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { CALENDAR_VIEWS } from '$lib/notices/calendar-view.ts';
import { can } from '$lib/people/permissions.ts';
import { listCalendar } from '$lib/server/notices/calendar/list-calendar.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

/** Nobody plans further, and the weeks after the last year have no days. */
const LAST_DAY = '9999';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const asked = event.url.searchParams;
	const today = isoDay(clock.now());
	const view = CALENDAR_VIEWS.find((one) => one === asked.get('view')) ?? 'month';
	const typed = parseDay(asked.get('day') ?? '');
	const day = typed && typed < LAST_DAY ? typed : today;
	return {
		view,
		day,
		today,
		mayKeep: can(actor, 'notices.keep_calendar'),
		...(await listCalendar(db, actor, { view, day }, clock.now()))
	};
});
