import { Readable } from 'node:stream';
import { exportCsv, exportXlsx, type ExportColumn } from '#lib/server/lists/export-list.ts';

const TYPES = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

/** A list as a streamed download; `format` is `csv` or `xlsx`, `name` has no ending. */
export function exportResponse<Row>(
	rows: AsyncIterable<Row>,
	columns: ExportColumn<Row>[],
	name: string,
	format: string | null
): Response {
	const kind = format === 'xlsx' ? 'xlsx' : 'csv';
	const stream = kind === 'xlsx' ? exportXlsx(rows, columns) : exportCsv(rows, columns);
	return new Response(Readable.toWeb(stream) as ReadableStream, {
		headers: {
			'content-type': TYPES[kind],
			'content-disposition': `attachment; filename="${name}.${kind}"`
		}
	});
}
