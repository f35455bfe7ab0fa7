import { describe, expect, it } from 'vitest';
import { foldWords, readCents, readDay, readMonths, readYesNo } from './cell-values.ts';

describe('cells of a spreadsheet', () => {
	it.each([
		['24.11.2026', '2026-11-24'],
		['2026-11-24', '2026-11-24'],
		['24.11.26', '2026-11-24'],
		['2026-11-24T00:00:00', '2026-11-24'],
		['24.11.2026 0:00:00', '2026-11-24'],
		['46350', '2026-11-24'],
		['46350.5', '2026-11-24'],
		['31.02.2026', undefined],
		['12345', undefined],
		['soon', undefined]
	])('the day %s is %s', (typed, day) => expect(readDay(typed)).toBe(day));

	it.each([
		['1 234,50', 123_450],
		['1234.50', 123_450],
		['1.234,50 €', 123_450],
		['1,234.50 EUR', 123_450],
		['1\u00a0234', 123_400],
		['99.90000000000001', 9990],
		['-5', undefined],
		['free', undefined]
	])('the amount %s is %s cents', (typed, cents) => expect(readCents(typed)).toBe(cents));

	it.each([
		['36', 36],
		['3 a', 36],
		['5 лет', 60],
		['18 kuud', 18],
		['0', undefined],
		['some', undefined]
	])('the life %s is %s months', (typed, months) => expect(readMonths(typed)).toBe(months));

	it('yes and no are read in each language, headings without their marks', () => {
		expect(['Jah', 'нет', 'maybe'].map(readYesNo)).toEqual(['yes', 'no', 'maybe']);
		expect(foldWords(' Inventari-nr. ')).toBe('inventari nr');
	});
});
