import { expect, it } from 'vitest';
import { fateOf, type RightDays } from './right-days.ts';

const days = (span: string): RightDays => {
	const [from = '', until] = span.split('..');
	return { validFrom: `2026-${from}`, validUntil: until ? `2026-${until}` : null };
};

it.each([
	['06-01..10-01', '11-24..12-20', 'expired', 'its days are over'],
	['11-01', '11-24..12-20', 'stays', 'it has no last day'],
	['11-01..12-20', '11-24..12-20', 'stays', 'it lasts as long'],
	['11-01..12-01', '11-24..12-20', 'renewed', 'the other begins today'],
	['11-01..12-01', '11-24', 'renewed', 'the other has no last day'],
	['12-10..12-12', '12-01..12-20', 'renewed', 'it has not begun and the other begins sooner'],
	['11-01..12-01', '12-02..12-20', 'prolonged', 'the other begins on the day after'],
	['11-01..12-01', '11-28..12-20', 'prolonged', 'the other begins while it lasts'],
	['11-01..12-01', '12-03..12-20', 'gap', 'a day lies between']
])('a right %s, when %s is given, is %s: %s', (held, given, fate) => {
	expect(fateOf(days(held), days(given), '2026-11-24')).toBe(fate);
});
