import type { WorkingCalendar } from './calendar.ts';
import { isWorkingDay } from './working-time.ts';

const DAY = 86_400_000;

/** The ISO day that lies so many working days before an ISO day; zero is the day itself, worked or not. */
export function workingDaysBefore(day: string, days: number, calendar: WorkingCalendar): string {
	// Noon in UTC is the same day in the town, summer and winter.
	let at = Date.parse(`${day}T12:00:00Z`);
	for (let left = days; left > 0;) {
		at -= DAY;
		if (isWorkingDay(new Date(at), calendar)) left -= 1;
	}
	return new Date(at).toISOString().slice(0, 10);
}
