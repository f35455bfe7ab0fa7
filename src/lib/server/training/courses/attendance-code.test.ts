import { describe, expect, it } from 'vitest';
import { attendanceCode, isAttendanceCode, newCodeSecret, secondsLeft } from './attendance-code.ts';

const secret = 'aQ3-secret-of-a-session';
const start = new Date('2026-11-24T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const code = attendanceCode(secret, start);

describe('the code of who is there', () => {
	it('is ten signs, the same for half a minute and then another', () => {
		expect(code).toMatch(/^[0-9a-f]{10}$/);
		expect(attendanceCode(secret, after(29))).toBe(code);
		expect(attendanceCode(secret, after(30))).not.toBe(code);
	});

	it.each([
		['when it is on the screen', 0, true],
		['at the end of its half minute', 29.9, true],
		['in the half minute after it', 59.9, true],
		['no longer', 60, false],
		['not before it is shown', -1, false]
	])('is good %s', (_name, seconds, good) =>
		expect(isAttendanceCode(secret, code, after(seconds))).toBe(good)
	);

	it('is taken as a phone writes it', () =>
		expect(isAttendanceCode(secret, code.toUpperCase(), start)).toBe(true));

	it.each(['', code.slice(0, 9), `${code}0`, 'õõõõõ', '0000000000'])('is not “%s”', (given) =>
		expect(isAttendanceCode(secret, given, start)).toBe(false)
	);

	it('is of one session only', () => {
		expect(newCodeSecret()).not.toBe(newCodeSecret());
		expect(isAttendanceCode(newCodeSecret(), code, start)).toBe(false);
	});

	it.each([
		[0, 30],
		[1, 29],
		[29, 1],
		[30, 30]
	])('changes: after %d seconds in %d', (seconds, left) =>
		expect(secondsLeft(after(seconds))).toBe(left)
	);
});
