import { describe, expect, test } from 'vitest';
import { formatWorkingHours, minutesOfDay, parseWorkingHours } from './hours.ts';

describe('working hours as text', () => {
	test.each([
		'Mo-Fr 08:00-17:00',
		'Mo-Th 08:00-17:00; Fr 08:00-15:00',
		'Mo-Fr 08:00-12:00,13:00-17:00; Sa 10:00-14:00',
		'Su 22:00-24:00'
	])('%s is read and written back the same', (text) => {
		expect(formatWorkingHours(parseWorkingHours(text))).toBe(text);
	});

	test('days may be listed one by one', () => {
		const hours = parseWorkingHours('Mo,We 09:00-12:00');
		expect(hours.Mo).toEqual([{ from: '09:00', to: '12:00' }]);
		expect(hours.Tu).toEqual([]);
		expect(hours.We).toEqual([{ from: '09:00', to: '12:00' }]);
	});

	test.each([
		['', 'a week without working time'],
		['weekdays', 'not a working-hours rule'],
		['Fr-Mo 08:00-17:00', 'not weekdays'],
		['Mo 8-17', 'not an interval'],
		['Mo 17:00-08:00', 'intervals overlap or run backwards'],
		['Mo 08:00-12:00,11:00-17:00', 'intervals overlap or run backwards'],
		['Mo 08:00-25:00', 'not a time of day']
	])('%j is refused: %s', (text, message) => {
		expect(() => parseWorkingHours(text)).toThrow(message);
	});

	test('minutes of the day run to midnight', () => {
		expect(minutesOfDay('00:00')).toBe(0);
		expect(minutesOfDay('24:00')).toBe(1440);
	});
});
