import { describe, expect, it } from 'vitest';
import { boughtOn, dayAfter, turningDays } from './licence-days.ts';

const licence = (validFrom: string, validUntil: string | null, quantity: number | null = 10) => ({
	...{ state: 'valid' as const, quantity, validFrom, validUntil }
});

describe('what licences give', () => {
	const both = [licence('2026-01-01', '2026-12-31'), licence('2026-12-01', null, 5)];

	it('counts the first and the last day', () => {
		expect(boughtOn(both, '2025-12-31')).toBe(0);
		expect(boughtOn(both, '2026-01-01')).toBe(10);
		expect(boughtOn(both, '2026-12-31')).toBe(15);
		expect(boughtOn(both, '2027-01-01')).toBe(5);
	});

	it('is as many as wanted while one without a number holds', () => {
		const site = [...both, licence('2026-06-01', '2026-06-30', null)];
		expect(boughtOn(site, '2026-06-30')).toBeNull();
		expect(boughtOn(site, '2026-07-01')).toBe(10);
	});

	it('does not count what has not come or was given up', () => {
		const ordered = { ...licence('2026-01-01', null), state: 'ordered' as const };
		const withdrawn = { ...licence('2026-01-01', null), state: 'withdrawn' as const };
		expect(boughtOn([ordered, withdrawn], '2026-11-22')).toBe(0);
		expect(turningDays([ordered, withdrawn], '2025-01-01')).toEqual([]);
	});

	it('turns on the first day and the day after the last, also across months and years', () => {
		expect(turningDays(both, '2026-11-22')).toEqual(['2026-12-01', '2027-01-01']);
		expect(dayAfter('2028-02-28')).toBe('2028-02-29');
	});
});
