import type { CalendarView } from '#lib/notices/calendar-view.ts';
import { dayAfter } from './town-moment.ts';

/** Days a list looks ahead. */
const LIST_DAYS = 60;

/** The days that a view of the calendar shows, whole weeks for month and week, and the days its neighbours open at. */
export type CalendarRange = { days: string[]; previous: string; next: string };

/** Which days a view shows around a day (YYYY-MM-DD): its month in whole weeks, its week, or sixty days from it. */
export function calendarRange(view: CalendarView, day: string): CalendarRange {
	const date = Temporal.PlainDate.from(day);
	if (view === 'list') {
		return {
			days: daysFrom(day, LIST_DAYS),
			previous: dayAfter(day, -LIST_DAYS),
			next: dayAfter(day, LIST_DAYS)
		};
	}
	if (view === 'week') {
		const monday = mondayOf(date);
		return {
			days: daysFrom(monday.toString(), 7),
			previous: dayAfter(day, -7),
			next: dayAfter(day, 7)
		};
	}
	const first = date.with({ day: 1 });
	const monday = mondayOf(first);
	const last = first.add({ months: 1 }).subtract({ days: 1 });
	const weeks = Math.ceil((monday.until(last, { largestUnit: 'day' }).days + 1) / 7);
	return {
		days: daysFrom(monday.toString(), weeks * 7),
		previous: first.subtract({ months: 1 }).toString(),
		next: first.add({ months: 1 }).toString()
	};
}

const mondayOf = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });

const daysFrom = (day: string, count: number) =>
	Array.from({ length: count }, (_, n) => dayAfter(day, n));
