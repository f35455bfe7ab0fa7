import { workingCalendar } from '#lib/working-time/calendar.ts';
import { isWorkingTime, workingDaysBetween } from '#lib/working-time/working-time.ts';

/**
 * Whole days: a promise ends with the working hours of its own place, and counting it by another place's hours would
 * put its last hour into the next day.
 */
const wholeDays = workingCalendar('Mo-Fr 00:00-24:00');

/**
 * How many working days come until then, as people count them: from Monday to Friday four, from Sunday to Friday five.
 * Negative backwards.
 */
export function workingDaysLeft(from: Date, to: Date): number {
	const days = workingDaysBetween(from, to, wholeDays);
	return to > from && !isWorkingTime(from, wholeDays) ? days + 1 : days;
}
