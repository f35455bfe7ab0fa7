import { describe, expect, test } from 'vitest';
import { minutesOfDay, parseWorkingHours } from './hours.ts';

describe('working hours as text', () => {
	test('days may be a range, and a day may have a break', () => {
		const hours = parseWorkingHours('Mo-Th 08:00-12:00,13:00-17:00; Su 22:00-24:00');
		const parts = [
			{ from: '08:00', to: '12:00' },
			{ from: '13:00', to: '17:00' }
		];
		expect(hours).toEqual({
			Mo: parts,
			Tu: parts,
			We: parts,
			Th: parts,
			Fr: [],
			Sa: [],
			Su: [{ from: '22:00', to: '24:00' }]
		});
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
