import { parse } from 'csv-parse/sync';
import { invalid } from '#lib/errors.ts';

/** A file as read: its columns, and the cells of each row with the line on which it begins. */
export type CsvFile = {
	columns: string[];
	rows: { line: number; cells: Record<string, string>; isRagged: boolean }[];
};

const MOST_CHARACTERS = 5_000_000;
const MOST_ROWS = 20_000;

/**
 * Reads a CSV file whose first line names its columns; separated by comma, semicolon or tab, as UTF-8 with or
 * without a byte order mark. Throws Invalid at `file` when it can't be read, has no rows or too many, and when
 * a column is unknown, doubled, or missing though `required`.
 */
export function readCsv(
	text: string,
	known: readonly string[],
	required: readonly string[]
): CsvFile {
	if (text.length > MOST_CHARACTERS) throw fileProblem('people_import_too_big');
	const [head, ...records] = recordsOf(text);
	if (!head || records.length === 0) throw fileProblem('people_import_empty');
	if (records.length > MOST_ROWS) throw fileProblem('people_import_too_big');
	const columns = head.record.map((name) => name.trim().toLowerCase());
	const wrong = columns.filter((name, n) => !known.includes(name) || columns.indexOf(name) !== n);
	if (wrong.length > 0) throw fileProblem('people_import_unknown_columns');
	if (!required.every((name) => columns.includes(name))) {
		throw fileProblem('people_import_missing_columns');
	}
	return {
		columns,
		rows: records.map(({ record, line }) => ({
			line,
			cells: Object.fromEntries(columns.map((name, n) => [name, (record[n] ?? '').trim()])),
			isRagged: record.length !== columns.length
		}))
	};
}

const fileProblem = (key: string) => invalid({ file: [key] }, key);

function recordsOf(text: string): { record: string[]; line: number }[] {
	try {
		const found: { record: string[]; line: number }[] = [];
		parse(text, {
			bom: true,
			delimiter: [',', ';', '\t'],
			relax_column_count: true,
			skip_empty_lines: true,
			on_record: (record: string[], { lines }) => {
				found.push({ record, line: lines });
				return null;
			}
		});
		return found.filter(({ record }) => record.some((cell) => cell.trim() !== ''));
	} catch {
		throw fileProblem('people_import_unreadable');
	}
}
