import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	addPeriod,
	daysApart,
	isRenewalOpen,
	isValidOn,
	lastReminderDay,
	renewalOpensOn,
	validUntilOf
} from './obligation-days.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
const period = fc.constantFrom('P12M', 'P1Y', 'P30D', 'P6W', 'P1Y6M', 'P1M');

describe('days of obligations', () => {
	it.each([
		['2026-01-31', 'P1M', '2026-02-28'],
		['2024-02-29', 'P1Y', '2025-02-28'],
		['2026-11-24', 'P12M', '2027-11-24'],
		['2026-12-25', 'P14D', '2027-01-08'],
		['2026-11-24', 'P1Y2M1W3D', '2028-02-03']
	])('%s and %s is %s', (from, length, to) => expect(addPeriod(from, length)).toBe(to));

	it.each(['P', '12M', 'PT5H', 'P-1D', 'P1D1M'])('%s is no period', (text) =>
		expect(() => addPeriod('2026-01-01', text)).toThrow(RangeError)
	);

	it('counts on its last day and not on the next', () => {
		expect(isValidOn('2026-11-24', '2026-11-24')).toBe(true);
		expect(isValidOn('2026-11-24', '2026-11-25')).toBe(false);
		expect(isValidOn(null, '2999-01-01')).toBe(true);
	});

	it('opens renewal 30 days before the end', () => {
		expect(renewalOpensOn('2026-12-31')).toBe('2026-12-01');
		expect(isRenewalOpen('2026-12-31', '2026-11-30')).toBe(false);
		expect(isRenewalOpen('2026-12-31', '2026-12-01')).toBe(true);
		expect(isRenewalOpen(null, '2999-01-01')).toBe(false);
	});

	it('counts a renewal within the window from the old end, any other from its own day', () => {
		expect(validUntilOf('2026-12-10', 'P12M', '2026-12-31')).toBe('2027-12-31');
		expect(validUntilOf('2026-12-31', 'P12M', '2026-12-31')).toBe('2027-12-31');
		expect(validUntilOf('2027-01-01', 'P12M', '2026-12-31')).toBe('2028-01-01');
		expect(validUntilOf('2026-06-01', 'P12M', '2026-12-31')).toBe('2027-06-01');
		expect(validUntilOf('2026-06-01', 'P12M', null)).toBe('2027-06-01');
		expect(validUntilOf('2026-06-01', null, '2026-12-31')).toBeNull();
	});

	it('never makes somebody lose days by renewing early', () => {
		fc.assert(
			fc.property(day, period, fc.integer({ min: 0, max: 29 }), (end, validity, early) => {
				const renewed = validUntilOf(addDays(end, -early), validity, end);
				expect(renewed).toBe(addPeriod(end, validity));
			})
		);
	});

	it('reminds 14, 7 and 1 days before, on the day, and every week after', () => {
		const due = '2026-12-15';
		const days = Array.from({ length: 46 }, (_, n) => addDays('2026-11-25', n));
		const sent = [...new Set(days.map((today) => lastReminderDay(due, today)))];
		expect(sent).toEqual([
			undefined,
			'2026-12-01',
			'2026-12-08',
			'2026-12-14',
			'2026-12-15',
			'2026-12-22',
			'2026-12-29',
			'2027-01-05'
		]);
	});

	it('never reminds ahead of the day it is', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: -60, max: 400 }), (due, n) => {
				const today = addDays(due, n);
				const last = lastReminderDay(due, today);
				if (last === undefined) expect(daysApart(today, due)).toBeGreaterThan(14);
				else expect(last <= today && daysApart(last, today) < 7).toBe(true);
			})
		);
	});
});
