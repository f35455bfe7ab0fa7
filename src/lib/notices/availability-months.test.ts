import { expect, test } from 'vitest';
import { availabilityMonths } from './availability-months.ts';

const now = new Date('2026-11-24T10:00:00Z');
const span = (from: string, to: string, planned = false) => ({
	from: new Date(from),
	to: new Date(to),
	planned
});

test('minutes stand in the month of the town, the latest first', () => {
	const night = span('2026-10-31T21:30:00Z', '2026-10-31T22:30:00Z');
	expect(availabilityMonths([night], now, 3)).toEqual([
		{ month: '2026-11', outage: 30, planned: 0 },
		{ month: '2026-10', outage: 30, planned: 0 },
		{ month: '2026-09', outage: 0, planned: 0 }
	]);
});

test('a month of the change of clocks has its real minutes, also over New Year', () => {
	const long = span('2025-12-01T00:00:00Z', '2027-01-01T00:00:00Z');
	const months = availabilityMonths([long], new Date('2026-12-31T22:00:00Z'), 13);
	const of = (month: string) => months.find((one) => one.month === month)?.outage;
	expect(of('2026-03')).toBe((31 * 24 - 1) * 60);
	expect(of('2026-10')).toBe((31 * 24 + 1) * 60);
	expect(of('2026-12')).toBe(31 * 24 * 60);
	expect(of('2027-01')).toBe(0);
});

test('two at once count once, and an outage outweighs planned work', () => {
	const spans = [
		span('2026-11-10T10:00:00Z', '2026-11-10T12:00:00Z', true),
		span('2026-11-10T11:00:00Z', '2026-11-10T13:00:00Z'),
		span('2026-11-10T11:30:00Z', '2026-11-10T12:30:00Z')
	];
	expect(availabilityMonths(spans, now, 1)).toEqual([
		{ month: '2026-11', outage: 120, planned: 60 }
	]);
});
