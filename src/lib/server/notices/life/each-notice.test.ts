import { expect, test } from 'vitest';
import { eachNotice } from './each-notice.ts';

test('one that fails does not keep the others waiting, and is named at the end', async () => {
	const done: number[] = [];
	const work = eachNotice([101, 102, 103], (number) => {
		if (number === 102) return Promise.reject(new Error('no head'));
		done.push(number);
		return Promise.resolve();
	});
	await expect(work).rejects.toMatchObject({
		message: 'The notice 102 failed.',
		cause: { message: 'no head' }
	});
	expect(done).toEqual([101, 103]);
});

test('several that fail are thrown together, none is nothing', async () => {
	await expect(eachNotice([1, 2], () => Promise.reject(new Error('x')))).rejects.toMatchObject({
		errors: [{ message: 'The notice 1 failed.' }, { message: 'The notice 2 failed.' }]
	});
	await expect(eachNotice([1, 2], () => Promise.resolve())).resolves.toBeUndefined();
});
