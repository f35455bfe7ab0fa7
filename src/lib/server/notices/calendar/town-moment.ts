import { timeZone } from '#lib/format/moments.ts';

/** The moment at which the town's clock shows this day (YYYY-MM-DD) and hour (HH:MM). A skipped hour is the one after it. */
export function townMoment(day: string, hour = '00:00'): Date {
	if (hour === '24:00') return townMoment(dayAfter(day, 1));
	const zoned = Temporal.PlainDateTime.from(`${day}T${hour}`).toZonedDateTime(timeZone);
	return new Date(zoned.epochMilliseconds);
}

/** A day of the calendar so many days later, or earlier. */
export const dayAfter = (day: string, days: number): string =>
	Temporal.PlainDate.from(day).add({ days }).toString();
