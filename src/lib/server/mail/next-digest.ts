import { timeZone } from '#lib/format/moments.ts';
import type { WorkingCalendar } from '#lib/working-time/calendar.ts';
import { isWorkingDay } from '#lib/working-time/working-time.ts';

/** The hour of the morning's summary; the job's cron says the same. */
const DIGEST_HOUR = 8;

/** When the next summary after this moment goes out: at 8 on a working morning, by the town's clock. */
export function nextDigestAt(after: Date, calendar: WorkingCalendar): Date {
	const start = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(
		timeZone
	);
	for (let days = 0; ; days++) {
		const morning = start.add({ days }).with({
			hour: DIGEST_HOUR,
			minute: 0,
			second: 0,
			millisecond: 0,
			microsecond: 0,
			nanosecond: 0
		});
		const at = new Date(morning.epochMilliseconds);
		if (at > after && isWorkingDay(at, calendar)) return at;
	}
}
