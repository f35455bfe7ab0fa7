import { expect, it } from 'vitest';
import { makePdf } from './pdf.ts';

const paper = {
	title: 'Tunnistus',
	language: 'et',
	at: new Date('2026-11-22T10:00:00Z'),
	foot: 'Kaldemäe linn',
	content: [{ text: 'Õngitsuskirja äratundmine', style: 'title' }, 'Распознавание фишинга']
};

it('gives the same bytes for the same paper', async () => {
	const [first, second] = [await makePdf(paper), await makePdf(paper)];
	expect(first.subarray(0, 5).toString()).toBe('%PDF-');
	expect(first.equals(second)).toBe(true);
});

it('reads no file of the machine for a picture', async () => {
	await expect(
		makePdf({ ...paper, content: [{ image: '/etc/hostname', width: 10 }] })
	).rejects.toThrow();
});
