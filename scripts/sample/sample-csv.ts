import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { isoDay } from '#lib/format/moments.ts';

/** Rows of a file by column. */
export type SampleRow = Record<string, string>;

const DAY = 86_400_000;
const RELATIVE_DAY = /^today([+-]\d+)?$/;

/** Reads a file of `content/sample`; `today+4` becomes the day counted from `now`. */
export function sampleRows(name: string, now: Date): SampleRow[] {
	const text = readFileSync(join(resolve('content/sample'), `${name}.csv`), 'utf8');
	const rows = parse(text, { columns: true }) as SampleRow[];
	return rows.map((row) =>
		Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, dayOf(cell, now)]))
	);
}

/** Rows as the text of a file, in the columns given: what the import of the admin pages reads. */
export function csvText(rows: SampleRow[], without: string[] = []): string {
	const columns = Object.keys(rows[0] ?? {}).filter((column) => !without.includes(column));
	return stringify(rows, { header: true, columns });
}

function dayOf(cell: string, now: Date): string {
	const match = RELATIVE_DAY.exec(cell);
	return match ? isoDay(new Date(now.getTime() + Number(match[1] ?? 0) * DAY)) : cell;
}
