import { workingCalendar } from '#lib/working-time/calendar.ts';
import { workingDaysBetween } from '#lib/working-time/working-time.ts';

/**
 * Whole days: a promise ends with the working hours of its own place, and counting it by another place's hours would
 * put its last hour into the next day.
 */
const wholeDays = workingCalendar('Mo-Fr 00:00-24:00');

/** Working days from one moment to another as people count them, by days and holidays; negative backwards. */
export const workingDaysLeft = (from: Date, to: Date): number =>
	workingDaysBetween(from, to, wholeDays);
