import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCsv, exportXlsx, plainCell } from '#lib/server/lists/export-list.ts';
import { readCursor, writeCursor } from '#lib/server/lists/cursor.ts';

describe('a position in a list', () => {
	it.each([
		[
			['2026-99-99 00:00:00+00', '1'],
			['timestamptz', 'integer']
		],
		[
			["1'; drop table x", '1'],
			['integer', 'integer']
		],
		[['99999999999'], ['integer']],
		[['not-a-uuid'], ['uuid']],
		[['a\0b'], ['text']],
		[['1'], ['integer', 'integer']]
	] as const)('is none of ours: %j', (values, types) => {
		expect(readCursor(writeCursor(JSON.stringify(values)), types)).toBeUndefined();
	});

	it('reads back what PostgreSQL wrote', () => {
		const values = ['2026-11-24 10:00:00.123+00', '1001', 'true'];
		const types = ['timestamptz', 'integer', 'boolean'] as const;
		expect(readCursor(writeCursor(JSON.stringify(values)), types)).toEqual(values);
	});
});

describe('an export whose query fails half way', () => {
	const unhandled: unknown[] = [];
	const note = (problem: unknown) => unhandled.push(problem);
	beforeAll(() => void process.on('uncaughtException', note).on('unhandledRejection', note));
	afterAll(() => void process.off('uncaughtException', note).off('unhandledRejection', note));

	async function* rows() {
		yield { name: 'Liis' };
		throw new Error('the database went away');
	}
	const columns = [{ heading: 'Name', value: (row: { name: string }) => row.name }];

	it.each([
		['CSV', exportCsv],
		['Excel', exportXlsx]
	] as const)('breaks off the %s download and nothing else', async (_, exportAs) => {
		const stream = exportAs(rows(), columns);
		await expect(stream.toArray()).rejects.toThrow();
		await new Promise((resolve) => setImmediate(resolve));
		expect(unhandled).toEqual([]);
	});

	it('keeps formulas text', () => {
		expect(plainCell('=1+1')).toBe("'=1+1");
	});
});
