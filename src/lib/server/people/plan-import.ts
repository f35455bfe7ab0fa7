import { createHash } from 'node:crypto';
import type {
	ImportAction,
	ImportIssue,
	ImportKind,
	ImportPreview,
	ImportRow
} from '#lib/people/import-kinds.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { readCsv, type CsvFile } from './import-csv.ts';
import { IMPORT_COLUMNS, type Known } from './import-columns.ts';
import { knownNames, registerRecords, type RegisterRecord } from './import-records.ts';
import { circular } from './structure-tree.ts';

/** A row with all that is needed to carry it out. */
export type PlannedRow = ImportRow & {
	/** The record it changes; undefined when it makes one. */
	before?: RegisterRecord;
	/** Every column, those that the file does not have as they were. */
	cells: Record<string, string>;
};

export type ImportPlan = Omit<ImportPreview, 'rows'> & { rows: PlannedRow[]; columns: string[] };

/** The column that says what a record lies in or answers to. */
const PARENT: Record<ImportKind, string> = { places: 'parent', units: 'parent', people: 'manager' };

/**
 * Works out what a file would do, without doing it. A column that the file does not have stays as it is; records
 * that the file does not mention are left alone. Throws Invalid at `file` when it is not such a file at all;
 * problems of single rows are in the plan.
 */
export async function planImport(db: DbOrTx, kind: ImportKind, csv: string): Promise<ImportPlan> {
	const specs = IMPORT_COLUMNS[kind];
	const needed = Object.keys(specs).filter((name) => specs[name]?.required);
	const file = readCsv(csv, Object.keys(specs), needed.slice(0, 1));
	const [records, register] = await Promise.all([registerRecords(db, kind), knownNames(db)]);
	const known = withFile(kind, file, register);
	const seen = new Map<string, number>();
	const rows = file.rows.map((row) => planRow(kind, row, file.columns, records, known, seen));
	refuseCircles(kind, rows, records);
	const counts: Record<ImportAction, number> = {
		inserted: 0,
		changed: 0,
		unchanged: 0,
		refused: 0
	};
	for (const row of rows) counts[row.action] += 1;
	return { kind, rows, counts, columns: file.columns, token: tokenOf(kind, csv, rows) };
}

const keyOf = (kind: ImportKind) => (kind === 'people' ? 'email' : 'code');

/** A row may name what another row of the same file makes; a leaver or a closed unit is nobody's to name. */
function withFile(kind: ImportKind, file: CsvFile, register: Known): Known {
	const names = new Set(register[kind]);
	for (const { cells } of file.rows) {
		const name = (cells[keyOf(kind)] ?? '').toLowerCase();
		if (cells.status === 'left' || cells.active === 'no') names.delete(name);
		else if (name) names.add(name);
	}
	return { ...register, [kind]: names };
}

function planRow(
	kind: ImportKind,
	{ line, cells: raw, isRagged }: CsvFile['rows'][number],
	columns: string[],
	records: Map<string, RegisterRecord>,
	known: Known,
	seen: Map<string, number>
): PlannedRow {
	const specs = IMPORT_COLUMNS[kind];
	const key = (raw[keyOf(kind)] ?? '').toLowerCase();
	const before = records.get(key);
	const issues: ImportIssue[] = [];
	const cells: Record<string, string> = {};
	const complain = (column: string, issue: string, details = {}) =>
		issues.push({ column, key: issue, details: { value: raw[column] ?? '', ...details } });
	if (isRagged) complain('', 'people_import_ragged');
	for (const [name, spec] of Object.entries(specs)) {
		const kept = before?.cells[name];
		if (!columns.includes(name)) {
			if (kept === undefined && spec.required) complain(name, 'people_import_needed_for_new');
			cells[name] = kept ?? spec.missing ?? '';
			continue;
		}
		const typed = raw[name] ?? '';
		// What already stands in the register is never a problem of the file.
		const read =
			typed.toLowerCase() === kept?.toLowerCase() ? { text: kept } : spec.read(typed, known);
		if ('issue' in read) complain(name, read.issue);
		else cells[name] = typed === kept ? kept : read.text;
	}
	const twin = seen.get(key);
	if (twin !== undefined) complain(keyOf(kind), 'people_import_twice', { line: String(twin) });
	seen.set(key, line);
	if (cells.starts_on && cells.ends_on && cells.ends_on < cells.starts_on) {
		complain('ends_on', 'people_ends_before_start');
	}
	const changes = columns
		.filter((name) => (cells[name] ?? '') !== (before?.cells[name] ?? ''))
		.map((column) => ({
			column,
			from: before?.cells[column] ?? '',
			to: cells[column] ?? ''
		}));
	const action =
		issues.length > 0
			? 'refused'
			: !before
				? 'inserted'
				: changes.length > 0
					? 'changed'
					: 'unchanged';
	return { line, key, action, changes, issues, before, cells };
}

function refuseCircles(
	kind: ImportKind,
	rows: PlannedRow[],
	records: Map<string, RegisterRecord>
): void {
	const column = PARENT[kind];
	const parents = new Map<string, string>();
	for (const [key, { cells }] of records) parents.set(key, cells[column] ?? '');
	for (const { key, cells } of rows) parents.set(key, cells[column] ?? '');
	const bad = circular([...parents].map(([id, parentId]) => ({ id, parentId: parentId || null })));
	for (const row of rows) {
		if (!bad.has(row.key)) continue;
		const value = row.cells[column] ?? '';
		row.issues.push({ column, key: 'people_import_circle', details: { value } });
		row.action = 'refused';
	}
}

/** Changes when the file does, and when what it would change has changed meanwhile. */
function tokenOf(kind: ImportKind, csv: string, rows: PlannedRow[]): string {
	const effects = rows.map(({ key, action, changes, issues }) => [key, action, changes, issues]);
	return createHash('sha256')
		.update(JSON.stringify([kind, csv, effects]))
		.digest('base64url');
}
