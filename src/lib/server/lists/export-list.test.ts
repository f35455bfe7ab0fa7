import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { exportXlsx } from './export-list.ts';

const ROWS = 100_000;
const MOST_MEGABYTES = 300;

type Row = { number: string; model: string; holder: string; price: number; day: Date };

async function* manyRows(): AsyncGenerator<Row> {
	const day = new Date('2026-11-24T00:00:00Z');
	for (let n = 0; n < ROWS; n++) {
		// As a database gives them: some hundreds, then it is asked again.
		if (n % 500 === 0) await turn();
		yield { number: `KM-${n}`, model: `ThinkPad L${n}`, holder: `Person ${n}`, price: n, day };
	}
}

it.each([
	['at once', 0],
	['by a slow reader', 20]
])(
	'a hundred thousand rows in a workbook taken %s stay below 300 MB',
	async (_, waitMs) => {
		const columns = (['number', 'model', 'holder', 'price', 'day'] as const).map((key) => ({
			heading: key,
			value: (row: Row) => row[key]
		}));
		const before = process.memoryUsage.rss();
		let most = before;
		let bytes = 0;
		for await (const chunk of exportXlsx(manyRows(), columns)) {
			bytes += (chunk as Buffer).length;
			most = Math.max(most, process.memoryUsage.rss());
			if (waitMs > 0 && bytes < 2_000_000) await pause(waitMs);
		}
		const megabytes = Math.round((most - before) / 1e6);
		process.stderr.write(
			`workbook of ${ROWS} rows: ${Math.round(bytes / 1e6)} MB, ${megabytes} MB of memory\n`
		);
		expect(bytes).toBeGreaterThan(1_000_000);
		expect(megabytes).toBeLessThan(MOST_MEGABYTES);
	},
	120_000
);
