import { PassThrough, pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/** One column of an exported list: its heading in the reader's language and the value of a row. */
export type ExportColumn<Row> = {
	heading: string;
	value: (row: Row) => string | number | Date | null | undefined;
};

/**
 * A spreadsheet opens a cell that begins with = + - @ (or tab, return) as a formula; a quote mark in front
 * keeps it text (OWASP, CSV injection).
 */
export function plainCell(value: string | number | Date | null | undefined): string | number {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number') return value;
	if (value instanceof Date) return value.toISOString();
	return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** The list as CSV (UTF-8 with a byte order mark, semicolons as Estonian spreadsheets expect), row by row. */
export function exportCsv<Row>(rows: AsyncIterable<Row>, columns: ExportColumn<Row>[]): Readable {
	const sheet = stringify({ bom: true, delimiter: ';' });
	const lines = async function* () {
		yield columns.map((column) => column.heading);
		for await (const row of rows) yield columns.map((column) => plainCell(column.value(row)));
	};
	// A source that fails ends the download; piped alone, its error would end the process.
	pipeline(Readable.from(lines()), sheet, () => undefined);
	return sheet;
}

/** The list as an Excel workbook, streamed: a hundred thousand rows never lie in memory together. */
export function exportXlsx<Row>(rows: AsyncIterable<Row>, columns: ExportColumn<Row>[]): Readable {
	const stream = new PassThrough();
	const write = async () => {
		// Loaded by the first who asks for a workbook: it takes 20 MB.
		const { default: exceljs } = await import('exceljs');
		const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream });
		const sheet = workbook.addWorksheet('Abilaud');
		sheet.addRow(columns.map((column) => column.heading)).commit();
		for await (const row of rows) {
			const cells = columns.map((column) => {
				const value = column.value(row);
				return value instanceof Date ? value : plainCell(value);
			});
			sheet.addRow(cells).commit();
		}
		sheet.commit();
		await workbook.commit();
	};
	write().catch((problem: unknown) => stream.destroy(problem as Error));
	return stream;
}
