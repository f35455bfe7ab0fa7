import { workingCalendar } from '#lib/working-time/calendar.ts';
import { OFFICE_HOURS } from '#lib/working-time/hours.ts';
import { addWorkingTime, isWorkingDay, isWorkingTime } from '#lib/working-time/working-time.ts';
import type { Town } from '../sample-town.ts';

const office = workingCalendar(OFFICE_HOURS);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A moment after so many working minutes, chance deciding between the two. */
export function later({ clock, random }: Town, fewest: number, most: number): Date {
	const end = addWorkingTime(clock.now(), random.between(fewest, most), office);
	return new Date(end.getTime() + random.between(0, 59_000));
}

/** A minute of work on the working day that lies `days` back, or on the last one before it. */
export function daysAgo(now: Date, days: number, minute: number): Date {
	let day = new Date(now.getTime() - days * DAY);
	while (!isWorkingDay(day, office)) day = new Date(day.getTime() - DAY);
	// Midnight of the universal day lies before the office opens, whatever the season.
	const midnight = new Date(day.toISOString().slice(0, 10));
	const moment = addWorkingTime(midnight, minute, office);
	return moment < now ? moment : daysAgo(now, days + 1, minute);
}

/** So many minutes ago when people work then, else at the end of the last working day. */
export function minutesAgo(now: Date, minutes: number): Date {
	const moment = new Date(now.getTime() - minutes * MINUTE);
	return isWorkingTime(moment, office) ? moment : daysAgo(now, 1, 530 - (minutes % 200));
}
