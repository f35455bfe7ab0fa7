import { expect, test } from 'vitest';
import { reportTotal } from './report-total.ts';

test('the last line of a report is all of it', () => {
	const month = {
		notices: 3,
		inTime: 2,
		late: 1,
		outages: 0,
		measured: 2,
		plannedMinutes: 120,
		realMinutes: 150,
		overran: 1
	};
	const quiet = { ...month, notices: 1, inTime: 0, late: 0, outages: 1, measured: 0, overran: 0 };
	const total = reportTotal([month, { ...quiet, plannedMinutes: 0, realMinutes: 0 }]);
	expect(total).toEqual({ ...month, notices: 4, outages: 1 });
});
