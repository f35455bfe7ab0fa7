import { parseDay } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { REPORT_BY } from '$lib/notices/report-by.ts';
import { dayAfter, townMoment } from '$lib/server/notices/calendar/town-moment.ts';

/** What the report was asked for: by what, and from which day to which; the past year where nothing is said. */
export function reportQuery(params: URLSearchParams, now: Date) {
	const today = isoDay(now);
	const by = REPORT_BY.find((one) => one === params.get('by')) ?? 'month';
	const to = parseDay(params.get('to') ?? '') ?? today;
	const from = parseDay(params.get('from') ?? '') ?? dayAfter(to, -365);
	return { by, from, to, period: { from: townMoment(from), to: townMoment(dayAfter(to, 1)) } };
}
