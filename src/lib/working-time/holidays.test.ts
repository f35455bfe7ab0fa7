import { describe, expect, test } from 'vitest';
import { holidaysOf } from './holidays.ts';

describe('Estonian holidays', () => {
	test('2026 has the twelve free days of the law and no observances', () => {
		expect([...holidaysOf(2026).free].sort()).toEqual([
			'2026-01-01',
			'2026-02-24',
			'2026-04-03',
			'2026-04-05',
			'2026-05-01',
			'2026-05-24',
			'2026-06-23',
			'2026-06-24',
			'2026-08-20',
			'2026-12-24',
			'2026-12-25',
			'2026-12-26'
		]);
	});

	test('moving holidays of 2027 stand on their days', () => {
		const { free } = holidaysOf(2027);
		expect(['2027-03-26', '2027-03-28', '2027-05-16'].every((day) => free.has(day))).toBe(true);
		expect(free.has('2027-03-29')).toBe(false);
	});

	test('four eves of a year are shortened, New Year’s Eve among them', () => {
		expect([...holidaysOf(2026).shortened].sort()).toEqual([
			'2026-02-23',
			'2026-06-22',
			'2026-12-23',
			'2026-12-31'
		]);
	});
});
