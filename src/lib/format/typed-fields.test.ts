import * as v from 'valibot';
import { expect, test } from 'vitest';
import { neededDay } from './typed-fields.ts';

const problems = (text: string) =>
	v.safeParse(neededDay, text).issues?.map(({ message }) => message) ?? [];

test('a day that has to be typed has one thing wrong with it at a time', () => {
	expect(problems('')).toEqual(['errors_required']);
	expect(problems('someday')).toEqual(['errors_date']);
	expect(problems('24.11.2026')).toEqual([]);
});
