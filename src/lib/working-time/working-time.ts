import { dayAt, type CalendarDay, type WorkingCalendar } from './calendar.ts';

const MINUTE = 60_000;

/**
 * The end of working time on the `days`-th working day after the one to which `start` counts.
 * An instant counts to its own day while work goes on there, and after working hours, at weekends
 * and on holidays to the next working day. Zero days is the end of the day it counts to. Never
 * earlier than `start`; adding in two steps gives the same as adding once.
 * `days` is a whole number, zero or more: RangeError otherwise.
 */
export function addWorkingDays(start: Date, days: number, calendar: WorkingCalendar): Date {
	if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of days: ${days}`);
	let { year, table, index } = countingDay(calendar, start.getTime());
	let ordinal = (table.workingDaysBefore[index] ?? 0) + days;
	while (ordinal >= table.workingDays.length) {
		ordinal -= table.workingDays.length;
		table = calendar.year((year += 1));
	}
	index = table.workingDays[ordinal] ?? 0;
	return new Date(table.intervals[index]?.at(-1) ?? NaN);
}

/** The end of working time of the working day to which an instant counts (`addWorkingDays` of 0). */
export function endOfWorkingDay(instant: Date, calendar: WorkingCalendar): Date {
	return addWorkingDays(instant, 0, calendar);
}

/**
 * The first instant by which `minutes` of working time have passed since `start`; zero minutes is
 * `start` itself. Adding in two steps gives the same as adding once.
 * `minutes` is zero or more and is rounded to a millisecond: RangeError when negative.
 */
export function addWorkingTime(start: Date, minutes: number, calendar: WorkingCalendar): Date {
	if (!(minutes >= 0)) throw new RangeError(`not a length of time: ${minutes}`);
	const added = Math.round(minutes * MINUTE);
	if (added === 0) return new Date(start);
	const from = dayAt(calendar, start.getTime());
	let { year, table } = from;
	let target = workedBefore(from, start.getTime()) + added;
	while (target > (table.workedBefore.at(-1) ?? 0)) {
		target -= table.workedBefore.at(-1) ?? 0;
		table = calendar.year((year += 1));
	}
	const index = firstReaching(table.workedBefore, target);
	let missing = target - (table.workedBefore[index] ?? 0);
	const day = table.intervals[index] ?? [];
	for (let at = 0; at < day.length; at += 2) {
		const [opens = 0, closes = 0] = [day[at], day[at + 1]];
		if (missing <= closes - opens) return new Date(opens + missing);
		missing -= closes - opens;
	}
	throw new Error('working time of a day does not add up');
}

/** Working minutes from `a` to `b`, weekends and holidays counting nothing; negative backwards. */
export function workingTimeBetween(a: Date, b: Date, calendar: WorkingCalendar): number {
	if (b < a) return 0 - workingTimeBetween(b, a, calendar);
	const from = dayAt(calendar, a.getTime());
	const to = dayAt(calendar, b.getTime());
	let worked = workedBefore(to, b.getTime()) - workedBefore(from, a.getTime());
	for (let year = from.year; year < to.year; year += 1) {
		worked += calendar.year(year).workedBefore.at(-1) ?? 0;
	}
	return worked / MINUTE;
}

/**
 * How many working days later `b` counts than `a`; negative backwards. It undoes `addWorkingDays`:
 * from a promise to now it is the number of working days by which the promise is late.
 */
export function workingDaysBetween(a: Date, b: Date, calendar: WorkingCalendar): number {
	if (b < a) return 0 - workingDaysBetween(b, a, calendar);
	const from = countingDay(calendar, a.getTime());
	const to = countingDay(calendar, b.getTime());
	let days = ordinalOf(to) - ordinalOf(from);
	for (let year = from.year; year < to.year; year += 1) {
		days += calendar.year(year).workingDays.length;
	}
	return days;
}

/** Whether an instant lies inside working hours (both ends included). */
export function isWorkingTime(instant: Date, calendar: WorkingCalendar): boolean {
	const { table, index } = dayAt(calendar, instant.getTime());
	const day = table.intervals[index] ?? [];
	for (let at = 0; at < day.length; at += 2) {
		if (instant.getTime() >= (day[at] ?? 0) && instant.getTime() <= (day[at + 1] ?? 0)) return true;
	}
	return false;
}

/** Whether work is done at all on the local day of an instant, at whatever hour. */
export function isWorkingDay(instant: Date, calendar: WorkingCalendar): boolean {
	const { table, index } = dayAt(calendar, instant.getTime());
	return (table.intervals[index] ?? []).length > 0;
}

/** The working day to which an instant counts: its own until work ends there, else the next. */
function countingDay(calendar: WorkingCalendar, instant: number): CalendarDay {
	// The end of a day that works until midnight is the first instant of the next day.
	const day = dayAt(calendar, instant - 1);
	const end = day.table.intervals[day.index]?.at(-1);
	if (end !== undefined && instant <= end) return day;
	const ordinal = day.table.workingDaysBefore[day.index + 1] ?? 0;
	const index = day.table.workingDays[ordinal];
	if (index !== undefined) return { ...day, index };
	const table = calendar.year(day.year + 1);
	return { year: day.year + 1, table, index: table.workingDays[0] ?? 0 };
}

function ordinalOf({ table, index }: CalendarDay): number {
	return table.workingDaysBefore[index] ?? 0;
}

/** Working milliseconds of the year before an instant on that day. */
function workedBefore({ table, index }: CalendarDay, instant: number): number {
	let worked = table.workedBefore[index] ?? 0;
	const day = table.intervals[index] ?? [];
	for (let at = 0; at < day.length; at += 2) {
		const [opens = 0, closes = 0] = [day[at], day[at + 1]];
		if (instant > opens) worked += Math.min(instant, closes) - opens;
	}
	return worked;
}

/** The first day at whose end at least `target` has been worked (prefix sums never decrease). */
function firstReaching(prefix: Float64Array, target: number): number {
	let [low, high] = [0, prefix.length - 2];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((prefix[middle + 1] ?? 0) >= target) high = middle;
		else low = middle + 1;
	}
	return low;
}
