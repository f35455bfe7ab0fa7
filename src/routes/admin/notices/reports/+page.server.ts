import { formatDayNumeric } from '$lib/format/dates.ts';
import { can } from '$lib/people/permissions.ts';
import { reportNotices } from '$lib/server/notices/joins/reports.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';
import { reportQuery } from './report-query.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const { by, from, to, period } = reportQuery(event.url.searchParams, clock.now());
	return {
		by,
		from: formatDayNumeric(from),
		to: formatDayNumeric(to),
		rows: await reportNotices(db, actor, { by, ...period }),
		mayKeep: can(actor, 'notices.keep_calendar')
	};
});
