import { describe, expect, it } from 'vitest';
import {
	formatDay,
	formatDayNumeric,
	formatDayRow,
	formatDayShort,
	formatNearDay,
	formatTime,
	formatWhen,
	parseDay
} from './dates.ts';
import { daysBetween, isoDay } from './moments.ts';

const now = '2026-11-24T07:20:00Z';
const spaces = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

describe('a day in a sentence', () => {
	it.each([
		['et', 'plain', 'reede, 27. november'],
		['et', 'on', 'reedel, 27. novembril'],
		['et', 'since', 'reedest, 27. novembrist'],
		['et', 'by', 'reedeks, 27. novembriks'],
		['et', 'until', 'reedeni, 27. novembrini'],
		['ru', 'plain', 'пятница, 27 ноября'],
		['ru', 'on', 'в пятницу, 27 ноября'],
		['ru', 'since', 'с пятницы, 27 ноября'],
		['ru', 'by', 'к пятнице, 27 ноября'],
		['en', 'by', 'by Friday, 27 November']
	] as const)('%s %s', (locale, form, expected) => {
		expect(spaces(formatDay('2026-11-27', locale, form, now))).toBe(expected);
	});

	it('bends every weekday and month of Estonian', () => {
		expect(spaces(formatDay('2026-05-04', 'et', 'by', now))).toBe('esmaspäevaks, 4. maiks');
		expect(spaces(formatDay('2026-03-03', 'et', 'on', now))).toBe('teisipäeval, 3. märtsil');
		expect(spaces(formatDay('2026-10-01', 'et', 'since', now))).toBe('neljapäevast, 1. oktoobrist');
	});

	it('eases Russian prepositions before Tuesday and Wednesday', () => {
		expect(spaces(formatDay('2026-11-24', 'ru', 'on', now))).toBe('во вторник, 24 ноября');
		expect(spaces(formatDay('2026-11-24', 'ru', 'by', now))).toBe('ко вторнику, 24 ноября');
		expect(spaces(formatDay('2026-11-25', 'ru', 'since', now))).toBe('со среды, 25 ноября');
		expect(spaces(formatDay('2026-11-25', 'ru', 'on', now))).toBe('в среду, 25 ноября');
		expect(spaces(formatDay('2026-11-29', 'ru', 'since', now))).toBe('с воскресенья, 29 ноября');
	});

	it('says the year only when it is another one', () => {
		expect(spaces(formatDay('2027-01-04', 'et', 'by', now))).toBe(
			'esmaspäevaks, 4. jaanuariks 2027'
		);
	});
});

describe('a day in a column', () => {
	it('is short in all languages', () => {
		expect(spaces(formatDayShort('2026-11-27', 'et', now))).toBe('R 27. nov');
		expect(spaces(formatDayShort('2026-11-27', 'ru', now))).toBe('Пт, 27 нояб.');
		expect(spaces(formatDayShort('2026-11-27', 'en', now))).toBe('Fri 27 Nov');
	});

	it('names the weekday in a row', () => {
		expect(spaces(formatDayRow('2026-11-25', 'et', now))).toBe('kolmapäev, 25. nov');
		expect(spaces(formatDayRow('2026-11-25', 'ru', now))).toBe('среда, 25 ноября');
		expect(spaces(formatDayRow('2026-11-25', 'en', now))).toBe('Wednesday, 25 Nov');
	});

	it('says today, tomorrow and yesterday, and otherwise the day', () => {
		expect(formatNearDay('2026-11-25', 'et', now)).toBe('homme');
		expect(formatNearDay('2026-11-26', 'et', now)).toBeUndefined();
		expect(spaces(formatWhen('2026-11-24T06:55:00Z', 'et', now))).toBe('täna 8.55');
		expect(spaces(formatWhen('2026-11-23T12:10:00Z', 'et', now))).toBe('eile 14.10');
		expect(spaces(formatWhen('2026-11-20T07:30:00Z', 'et', now, true))).toBe('R 20. nov, 9.30');
	});
});

describe('the town clock', () => {
	it('stands in Tallinn whatever the machine says', () => {
		expect(formatTime('2026-11-24T07:12:00Z', 'et')).toBe('9.12');
		expect(formatTime('2026-07-24T07:12:00Z', 'en')).toBe('10:12');
		expect(isoDay('2026-11-24T22:30:00Z')).toBe('2026-11-25');
	});

	it('counts calendar days over a clock change', () => {
		expect(daysBetween('2026-10-24T20:00:00Z', '2026-10-25T22:30:00Z')).toBe(2);
		expect(daysBetween('2026-11-24', '2026-11-20')).toBe(-4);
	});
});

describe('a typed day', () => {
	it.each([
		['24.11.2026', '2026-11-24'],
		['1.2.26', '2026-02-01'],
		['24/11/2026', '2026-11-24'],
		['2026-11-24', '2026-11-24'],
		[' 24. 11. 2026 ', '2026-11-24'],
		['31.02.2026', undefined],
		['homme', undefined]
	])('%s', (typed, expected) => {
		expect(parseDay(typed)).toBe(expected);
	});

	it('is written back the same way', () => {
		expect(formatDayNumeric(parseDay('4.1.2027') ?? '')).toBe('04.01.2027');
	});
});
