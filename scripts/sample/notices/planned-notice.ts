import { isoDay } from '#lib/format/moments.ts';
import { dayAfter, townMoment } from '#lib/server/notices/calendar/town-moment.ts';
import { sampleRows, type SampleRow } from '../sample-csv.ts';

/** What becomes of a notice beside the usual. */
export type Turn =
	'' | 'overran' | 'extended' | 'cancelled' | 'rescheduled' | 'rolled_back' | 'late' | 'report';

/** A notice of the past as content/sample/notices.csv has it, with its moments. */
export type PlannedNotice = {
	template: string;
	/** `system:gis`. */
	things: string[];
	/** Blanks: `@` is the thing's name, `#2` the second of a choice, `place:x` a place's name. */
	values: Record<string, string>;
	startsAt: Date;
	plannedEndAt: Date;
	restoredAt: Date | null;
	announcedAt: Date;
	owner: string;
	then: Turn;
};

const MINUTE = 60_000;

/** Reads the past notices, counted back from today. What falls on a weekend happened on the Friday before. */
export function plannedNotices(now: Date): PlannedNotice[] {
	return sampleRows('notices', now).map((row) => planned(row, now));
}

function planned(row: SampleRow, now: Date): PlannedNotice {
	const at = townMoment(workingDay(dayAfter(isoDay(now), -Number(row.days_ago))), row.at);
	const later = (minutes: number) => new Date(at.getTime() + minutes * MINUTE);
	return {
		template: row.template ?? '',
		things: (row.things ?? '').split(';'),
		values: Object.fromEntries(
			(row.values ?? '').split(';').map((pair) => pair.split('=') as [string, string])
		),
		startsAt: at,
		plannedEndAt: later(Number(row.planned)),
		restoredAt: row.real ? later(Number(row.real)) : null,
		// Nobody can tell of an outage before: the first calls come, and ten minutes later it is told.
		announcedAt: row.lead ? later(-60 * Number(row.lead)) : later(10),
		owner: `${row.owner}@linn.example`,
		then: (row.then ?? '') as Turn
	};
}

function workingDay(day: string): string {
	const { dayOfWeek } = Temporal.PlainDate.from(day);
	return dayOfWeek > 5 ? dayAfter(day, 5 - dayOfWeek) : day;
}
