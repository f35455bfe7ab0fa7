import { expect, test } from 'vitest';
import { calendarRange } from './calendar-range.ts';

test('a month is shown in whole weeks', () => {
	const { days, previous, next } = calendarRange('month', '2026-11-24');
	expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42]);
	expect([previous, next]).toEqual(['2026-10-01', '2026-12-01']);
	expect(calendarRange('month', '2027-02-10').days).toHaveLength(28);
});

test('a week begins on Monday, also over New Year', () => {
	const { days } = calendarRange('week', '2027-01-01');
	expect([days[0], days.at(-1)]).toEqual(['2026-12-28', '2027-01-03']);
});

test('a list begins on the day and goes on from where it ended', () => {
	const { days, next } = calendarRange('list', '2026-11-24');
	expect([days[0], days.length, next]).toEqual(['2026-11-24', 60, '2027-01-23']);
});
