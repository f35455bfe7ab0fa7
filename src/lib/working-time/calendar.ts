import { timeZone as townZone } from '#lib/format/moments.ts';
import { holidaysOf, SHORTENED_BY_HOURS, type HolidayYear } from './holidays.ts';
import { minutesOfDay, parseWorkingHours, WEEKDAYS, type WorkingInterval } from './hours.ts';

/**
 * One year of a calendar, worked out once: every later question is array look-ups on epoch
 * milliseconds, which is what makes a hundred thousand promises affordable.
 * Index `i` is the day of the year, 0 = 1 January, in the calendar's time zone.
 */
export type YearTable = {
	/** Start of each local day; one entry more than there are days. */
	midnights: Float64Array;
	/** Working intervals of each day as flat `start, end, start, end`; empty on days off. */
	intervals: readonly (readonly number[])[];
	/** Working milliseconds of the year before day `i`; one entry more than there are days. */
	workedBefore: Float64Array;
	/** Working days of the year before day `i`; one entry more than there are days. */
	workingDaysBefore: Int32Array;
	/** Days of the year that are working days, in order. */
	workingDays: Int32Array;
};

/** Working time of a place. Make it with `workingCalendar`; it is immutable and cheap to keep. */
export type WorkingCalendar = {
	readonly hours: string;
	readonly timeZone: string;
	year(year: number): YearTable;
};

type CalendarOptions = { timeZone?: string; holidays?: (year: number) => HolidayYear };

const calendars = new Map<string, WorkingCalendar>();

/**
 * The calendar of a place that works `hours` (`Mo-Fr 08:00-17:00`), Estonian holidays and
 * shortened days left out, in Estonian time unless told otherwise. Calendars of equal hours are
 * shared. Throws RangeError when the hours can't be read. Needs `Temporal`: server only.
 */
export function workingCalendar(hours: string, options: CalendarOptions = {}): WorkingCalendar {
	const { timeZone = townZone, holidays = holidaysOf } = options;
	const key = `${timeZone} ${hours}`;
	const shared = options.holidays ? undefined : calendars.get(key);
	if (shared) return shared;
	const week = parseWorkingHours(hours);
	const tables = new Map<number, YearTable>();
	const calendar: WorkingCalendar = {
		hours,
		timeZone,
		year(year) {
			let table = tables.get(year);
			if (!table) {
				table = yearTable(year, timeZone, holidays(year), (weekday) => week[weekday]);
				tables.set(year, table);
			}
			return table;
		}
	};
	if (!options.holidays) calendars.set(key, calendar);
	return calendar;
}

/** A day of a calendar: which year, and which day of it. */
export type CalendarDay = { year: number; table: YearTable; index: number };

/** The local day on which an instant (epoch milliseconds) falls. Throws RangeError for no date. */
export function dayAt(calendar: WorkingCalendar, instant: number): CalendarDay {
	if (!Number.isFinite(instant)) throw new RangeError('not an instant');
	let year = new Date(instant).getUTCFullYear();
	let table = calendar.year(year);
	if (instant < (table.midnights[0] ?? 0)) table = calendar.year((year -= 1));
	else if (instant >= (table.midnights.at(-1) ?? 0)) table = calendar.year((year += 1));
	const start = table.midnights[0] ?? 0;
	let index = Math.min(Math.floor((instant - start) / DAY), table.intervals.length - 1);
	// Days of 23 or 25 hours shift the guess by at most one.
	if (instant < (table.midnights[index] ?? 0)) index -= 1;
	else if (instant >= (table.midnights[index + 1] ?? Infinity)) index += 1;
	return { year, table, index };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function yearTable(
	year: number,
	timeZone: string,
	holidays: HolidayYear,
	hoursOn: (weekday: (typeof WEEKDAYS)[number]) => WorkingInterval[]
): YearTable {
	const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
	const length = first.daysInYear;
	const midnights = new Float64Array(length + 1);
	const workedBefore = new Float64Array(length + 1);
	const workingDaysBefore = new Int32Array(length + 1);
	const intervals: number[][] = [];
	const workingDays: number[] = [];
	for (let index = 0; index <= length; index += 1) {
		const date = first.add({ days: index });
		midnights[index] = date.toZonedDateTime(timeZone).epochMilliseconds;
		if (index === length) break;
		const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? 'Mo';
		const free = holidays.free.has(date.toString());
		const cut = holidays.shortened.has(date.toString()) ? SHORTENED_BY_HOURS * 60 : 0;
		const day = free ? [] : instantsOf(date, timeZone, shortened(hoursOn(weekday), cut));
		intervals.push(day);
		if (day.length > 0) workingDays.push(index);
		workedBefore[index + 1] = (workedBefore[index] ?? 0) + lengthOf(day);
		workingDaysBefore[index + 1] = workingDays.length;
	}
	return {
		midnights,
		intervals,
		workedBefore,
		workingDaysBefore,
		workingDays: Int32Array.from(workingDays)
	};
}

/** Minutes of the day, `cut` minutes of work taken off the end. */
function shortened(hours: WorkingInterval[], cut: number): [number, number][] {
	const day = hours.map(({ from, to }): [number, number] => [minutesOfDay(from), minutesOfDay(to)]);
	for (let left = cut; left > 0;) {
		const last = day.at(-1);
		if (!last) break;
		const taken = Math.min(left, last[1] - last[0]);
		last[1] -= taken;
		left -= taken;
		if (last[1] === last[0]) day.pop();
	}
	return day;
}

function instantsOf(date: Temporal.PlainDate, timeZone: string, day: [number, number][]): number[] {
	const instant = (minutes: number) =>
		date.add({ days: Math.floor(minutes / 1440) }).toZonedDateTime({
			timeZone,
			plainTime: { hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 }
		}).epochMilliseconds;
	return day
		.map(([from, to]) => [instant(from), instant(to)])
		.filter(([from = 0, to = 0]) => to > from)
		.flat();
}

function lengthOf(day: readonly number[]): number {
	let length = 0;
	for (let at = 0; at < day.length; at += 2) length += (day[at + 1] ?? 0) - (day[at] ?? 0);
	return length;
}
