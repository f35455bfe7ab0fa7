import { describe, expect, test } from 'vitest';
import { workingCalendar } from './calendar.ts';
import { KINDERGARTEN_HOURS, OFFICE_HOURS } from './hours.ts';
import {
	addWorkingDays,
	addWorkingTime,
	endOfWorkingDay,
	isWorkingDay,
	isWorkingTime,
	workingDaysBetween,
	workingTimeBetween
} from './working-time.ts';

const office = workingCalendar(OFFICE_HOURS);
const kindergarten = workingCalendar(KINDERGARTEN_HOURS);

/** An instant from Estonian wall-clock time. */
function at(local: string): Date {
	return new Date(
		Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Tallinn').epochMilliseconds
	);
}

function local(instant: Date): string {
	return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
		.toZonedDateTimeISO('Europe/Tallinn')
		.toPlainDateTime()
		.toString({ smallestUnit: 'minute' });
}

describe('adding working days in an office', () => {
	test.each([
		['a Tuesday and two days', '2026-11-24T10:00', 2, '2026-11-26T17:00'],
		['no days: the end of the same day', '2026-11-24T10:00', 0, '2026-11-24T17:00'],
		['before opening counts to the day', '2026-11-24T06:30', 1, '2026-11-25T17:00'],
		['closing time still counts to the day', '2026-11-24T17:00', 1, '2026-11-25T17:00'],
		['after closing counts to the next day', '2026-11-24T17:01', 1, '2026-11-26T17:00'],
		['over a weekend', '2026-11-20T10:00', 1, '2026-11-23T17:00'],
		['sent on Friday evening', '2026-11-20T19:00', 1, '2026-11-24T17:00'],
		['sent on Saturday', '2026-11-21T12:00', 0, '2026-11-23T17:00'],
		['over Christmas to New Year’s Eve', '2026-12-23T10:00', 4, '2026-12-31T14:00'],
		['from one year into the next', '2026-12-31T10:00', 1, '2027-01-04T17:00'],
		['after the short New Year’s Eve closed', '2026-12-31T14:30', 0, '2027-01-04T17:00'],
		['to the shortened eve of Victory Day', '2026-06-19T10:00', 1, '2026-06-22T14:00'],
		['over Victory Day and Midsummer', '2026-06-22T10:00', 1, '2026-06-25T17:00'],
		['to the shortened eve of Independence Day', '2026-02-20T10:00', 1, '2026-02-23T14:00'],
		['over Good Friday', '2026-04-02T10:00', 1, '2026-04-06T17:00'],
		['over the restoration of independence', '2026-08-19T10:00', 1, '2026-08-21T17:00'],
		['ten days to confirm', '2026-11-24T10:00', 10, '2026-12-08T17:00'],
		['2027: May Day on a Saturday moves nothing', '2027-04-30T10:00', 1, '2027-05-03T17:00'],
		['2027: Christmas Eve on a Friday', '2027-12-23T10:00', 1, '2027-12-27T17:00'],
		['more than a year', '2026-01-02T10:00', 300, '2027-03-12T17:00']
	])('%s', (_name, start, days, end) => {
		expect(local(addWorkingDays(at(start), days, office))).toBe(end);
	});

	test.each([-1, 1.5, NaN])('%d days are refused', (days) => {
		expect(() => addWorkingDays(at('2026-11-24T10:00'), days, office)).toThrow(RangeError);
	});

	test('a date that is no date is refused', () => {
		expect(() => addWorkingDays(new Date(NaN), 1, office)).toThrow('not an instant');
	});
});

describe('kindergartens work from 7 to 18', () => {
	test('18.00 is still today', () => {
		expect(local(endOfWorkingDay(at('2026-11-24T17:30'), kindergarten))).toBe('2026-11-24T18:00');
	});

	test('the shortened day ends at 15', () => {
		expect(local(endOfWorkingDay(at('2026-12-23T08:00'), kindergarten))).toBe('2026-12-23T15:00');
	});
});

describe('adding working time', () => {
	test.each([
		['within a day', '2026-11-24T10:00', 90, '2026-11-24T11:30'],
		['nothing leaves the instant alone', '2026-11-21T10:00', 0, '2026-11-21T10:00'],
		['exactly to closing time', '2026-11-24T16:00', 60, '2026-11-24T17:00'],
		['over the night', '2026-11-24T16:00', 61, '2026-11-25T08:01'],
		['from the night', '2026-11-24T03:00', 30, '2026-11-24T08:30'],
		['over the weekend', '2026-11-20T16:30', 60, '2026-11-23T08:30'],
		['the shortened day gives six hours', '2026-12-23T08:00', 361, '2026-12-28T08:01'],
		['over the year', '2026-12-31T13:00', 120, '2027-01-04T09:00']
	])('%s', (_name, start, minutes, end) => {
		expect(local(addWorkingTime(at(start), minutes, office))).toBe(end);
	});

	test('going back is refused', () => {
		expect(() => addWorkingTime(at('2026-11-24T10:00'), -1, office)).toThrow(RangeError);
	});
});

describe('working time between two instants', () => {
	test.each([
		['a whole week is 45 hours', '2026-11-16T00:00', '2026-11-23T00:00', 45 * 60],
		['a weekend is nothing', '2026-11-20T17:00', '2026-11-23T08:00', 0],
		['Christmas is nothing', '2026-12-23T14:00', '2026-12-28T08:00', 0],
		['backwards is negative', '2026-11-24T12:00', '2026-11-24T10:00', -120],
		['over the year', '2026-12-31T08:00', '2027-01-04T09:00', 7 * 60]
	])('%s', (_name, from, to, minutes) => {
		expect(workingTimeBetween(at(from), at(to), office)).toBe(minutes);
	});

	test('years in between are counted whole', () => {
		const years = [2026, 2027].map((year) =>
			workingTimeBetween(at(`${year}-01-01T00:00`), at(`${year + 1}-01-01T00:00`), office)
		);
		expect(workingTimeBetween(at('2026-01-01T00:00'), at('2028-01-01T00:00'), office)).toBe(
			(years[0] ?? 0) + (years[1] ?? 0)
		);
	});
});

describe('working days between two instants', () => {
	test.each([
		['due on Friday, now Tuesday: two days late', '2026-11-20T17:00', '2026-11-24T09:00', 2],
		['the same day', '2026-11-24T08:00', '2026-11-24T17:00', 0],
		['a weekend adds nothing', '2026-11-21T09:00', '2026-11-22T09:00', 0],
		['backwards is negative', '2026-11-24T09:00', '2026-11-20T17:00', -2],
		['over the year', '2026-12-31T10:00', '2027-01-05T10:00', 2]
	])('%s', (_name, from, to, days) => {
		expect(workingDaysBetween(at(from), at(to), office)).toBe(days);
	});
});

describe('clock changes', () => {
	const roundTheClock = workingCalendar('Mo-Su 00:00-24:00');

	test('the Sunday of spring has 23 hours and that of autumn 25', () => {
		const hoursOf = (day: string, next: string) =>
			workingTimeBetween(at(`${day}T00:00`), at(`${next}T00:00`), roundTheClock) / 60;
		expect(hoursOf('2026-03-29', '2026-03-30')).toBe(23);
		expect(hoursOf('2026-10-25', '2026-10-26')).toBe(25);
		expect(hoursOf('2026-10-26', '2026-10-27')).toBe(24);
	});

	test.each([
		['2026-03-27T16:00', '2026-03-30T09:00'],
		['2026-10-23T16:00', '2026-10-26T09:00']
	])('offices open at 8 on the Monday after %s', (friday, monday) => {
		expect(local(addWorkingTime(at(friday), 120, office))).toBe(monday);
		expect(local(addWorkingDays(at(friday), 1, office))).toBe(monday.replace('09:00', '17:00'));
	});

	test('an hour that spring skips is not worked', () => {
		const night = workingCalendar('Su 03:00-04:00; Mo 08:00-09:00');
		expect(local(endOfWorkingDay(at('2026-03-29T00:00'), night))).toBe('2026-03-30T09:00');
	});
});

describe('inside working hours', () => {
	test.each([
		['2026-11-24T08:00', true],
		['2026-11-24T17:00', true],
		['2026-11-24T17:01', false],
		['2026-11-22T12:00', false],
		['2026-12-24T12:00', false]
	])('%s: %s', (instant, expected) => {
		expect(isWorkingTime(at(instant), office)).toBe(expected);
	});
});

describe('working days', () => {
	test.each([
		['2026-11-24T03:00', true],
		['2026-11-24T23:00', true],
		['2026-11-22T12:00', false],
		['2026-12-24T12:00', false],
		['2026-12-31T20:00', true]
	])('%s: %s', (instant, expected) => {
		expect(isWorkingDay(at(instant), office)).toBe(expected);
	});
});
