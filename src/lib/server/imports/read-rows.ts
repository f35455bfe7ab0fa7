import { pipeline, Readable } from 'node:stream';
import type { CellValue } from 'exceljs';
import { parse } from 'csv-parse';
import { invalid } from '#lib/errors.ts';
import { readStoredFile } from '#lib/server/files/storage.ts';

/** A stored file and how it is read; a workbook has neither encoding nor delimiter. */
export type StoredTable = {
	storageKey: string;
	encoding: string | null;
	delimiter: string | null;
};

/** A row as a spreadsheet counts it, and its cells as text. Empty rows are counted and not given. */
export type ReadRow = { row: number; cells: string[] };

const LONGEST_CELL = 10_000;
const MOST_COLUMNS = 200;
/** With the empty ones: no spreadsheet has more. */
const MOST_ROWS = 1_048_576;

/**
 * The rows of a file one after another, never all in memory. Throws Invalid at `file`: `imports_unreadable` when it is no
 * table, `imports_too_many_rows` when it has more rows than any spreadsheet, also empty ones.
 */
export async function* readRows(table: StoredTable): AsyncGenerator<ReadRow> {
	const bytes = await readStoredFile(table.storageKey);
	try {
		const rows = table.encoding ? textRows(bytes, table) : workbookRows(bytes);
		let read = 0;
		for await (const { row, cells } of rows) {
			if (++read > MOST_ROWS) throw tooManyRows();
			const trimmed = cells
				.slice(0, MOST_COLUMNS)
				.map((cell) => cell.slice(0, LONGEST_CELL).replaceAll('\0', '').trim());
			if (trimmed.some((cell) => cell !== '')) yield { row, cells: trimmed };
		}
	} catch (problem) {
		throw isOurs(problem) ? problem : unreadable();
	} finally {
		bytes.destroy();
	}
}

const unreadable = () => invalid({ file: ['imports_unreadable'] }, 'imports_unreadable');

const tooManyRows = () => invalid({ file: ['imports_too_many_rows'] }, 'imports_too_many_rows');

const isOurs = (problem: unknown): boolean =>
	problem instanceof Error && ['DomainError', 'FileGone'].includes(problem.name);

async function* textRows(
	bytes: Readable,
	{ encoding, delimiter }: StoredTable
): AsyncGenerator<ReadRow> {
	const decoder = new TextDecoder(encoding ?? 'utf-8');
	const decoded = async function* () {
		for await (const chunk of bytes) yield decoder.decode(chunk as Uint8Array, { stream: true });
		yield decoder.decode();
	};
	const records = parse({
		bom: true,
		delimiter: delimiter ?? ';',
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: false
	});
	// Who needs only the first rows leaves early; piped alone, the source would end the process.
	pipeline(Readable.from(decoded()), records, () => undefined);
	let row = 0;
	for await (const cells of records as AsyncIterable<string[]>) yield { row: ++row, cells };
}

async function* workbookRows(bytes: Readable): AsyncGenerator<ReadRow> {
	// Loaded by the first who brings a workbook: it takes 20 MB.
	const { default: exceljs } = await import('exceljs');
	const workbook = new exceljs.stream.xlsx.WorkbookReader(bytes, {
		worksheets: 'emit',
		sharedStrings: 'cache',
		styles: 'cache',
		hyperlinks: 'ignore',
		entries: 'emit'
	});
	for await (const sheet of workbook) {
		let found = false;
		for await (const row of sheet) {
			const values = Array.isArray(row.values) ? row.values.slice(1) : [];
			const cells = Array.from(values, (value) => cellText(value as CellValue));
			found ||= cells.some((cell) => cell.trim() !== '');
			yield { row: row.number, cells };
		}
		// The first sheet with something on it is the table.
		if (found) return;
	}
}

function cellText(value: CellValue | undefined): string {
	if (value === null || value === undefined) return '';
	if (value instanceof Date) {
		return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
	}
	if (typeof value !== 'object') return String(value);
	if ('richText' in value) return value.richText.map(({ text }) => text).join('');
	if ('error' in value) return String(value.error);
	if ('result' in value) return cellText(value.result);
	if ('text' in value) return cellText(value.text as CellValue);
	return '';
}
