import { describe, expect, it } from 'vitest';
import { code128, code128Values } from './code128.ts';

describe('Code 128', () => {
	it.each([
		// The first two are published examples; the check values of the rest were summed by hand.
		['PJJ123C', [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]],
		['Wikipedia', [104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88, 106]],
		['098x1234567y23', [104, 16, 25, 24, 88, 17, 99, 23, 45, 67, 100, 89, 18, 19, 101, 106]],
		['1234', [105, 12, 34, 82, 106]],
		['KM-10482', [104, 43, 45, 13, 17, 99, 4, 82, 98, 106]]
	])('writes %s', (text, values) => {
		expect(code128Values(text)).toEqual(values);
	});

	it('is eleven modules a letter, and thirteen for the stop', () => {
		expect(code128('PJJ123C').modules).toBe(9 * 11 + 13);
		expect(code128('1234').path.startsWith('M0 0h2v1h-2z')).toBe(true);
	});

	it('takes no letter that a reader could not give back', () => {
		expect(() => code128('KM-Ö1')).toThrow(RangeError);
		expect(() => code128('')).toThrow(RangeError);
	});

	it('gives back what was written', () => {
		for (const text of [
			'KM-10482',
			'1',
			'12',
			'123',
			'12345',
			'A123456',
			'A1234567B',
			'00/11-222222'
		]) {
			expect(read(code128Values(text))).toBe(text);
		}
	});
});

/** Reads values as a scanner does, and checks their check value. */
function read(values: number[]): string {
	const [start = 0, ...rest] = values;
	const body = rest.slice(0, -2);
	const sum = body.reduce((total, value, n) => total + value * (n + 1), start);
	expect(rest.at(-2)).toBe(sum % 103);
	let inC = start === 105;
	let text = '';
	for (const value of body) {
		if (value === 99 && !inC) inC = true;
		else if (value === 100 && inC) inC = false;
		else text += inC ? String(value).padStart(2, '0') : String.fromCharCode(value + 32);
	}
	return text;
}
