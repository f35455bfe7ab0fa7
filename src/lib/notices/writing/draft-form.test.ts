import * as v from 'valibot';
import { expect, test } from 'vitest';
import { draftSchema } from './draft-form.ts';

test('a form brings whole minutes of reminders, and not more than people bear', () => {
	const form = { kind: 'change', ownerId: '0199b8a0-0000-7000-8000-000000000001' };
	const read = (reminders: string[]) => v.parse(draftSchema, { ...form, reminders }).reminders;
	expect(read(['1440', '1.5', '-3', '1e99', 'x', '120'])).toEqual([1440, 120]);
	expect(read(Array.from({ length: 500 }, (_, n) => String(n + 1)))).toHaveLength(10);
});
