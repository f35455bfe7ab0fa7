import { forbidden, invalid } from '#lib/errors.ts';
import { MOST_IMPORT_BYTES, MOST_IMPORT_ROWS } from '#lib/imports/file-forms.ts';
import { noCounts } from '#lib/imports/import-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { deleteStoredFile, storeFile } from '#lib/server/files/storage.ts';
import { detectDelimiter, detectEncoding, isWorkbook } from './detect-file.ts';
import type { ImportSpec } from './import-spec.ts';
import { proposeMapping } from './map-headings.ts';
import { readRows, type StoredTable } from './read-rows.ts';
import { registerImport } from './tables.ts';
import { unpacksTooLarge } from './unpacked-size.ts';

export type BeginImportInput = { fileName: string; bytes: Uint8Array };

/**
 * Takes a file in: keeps it, finds out how it is written, reads its headings and proposes which column is which field.
 * Nothing is written to the register. Only who may bring files into it. Recorded as `import.begun`. Throws Forbidden,
 * and Invalid at `file`: none chosen, too large (also unpacked), no table, no rows, too many rows.
 */
export async function beginImport(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	{ fileName, bytes }: BeginImportInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!spec.mayImport(actor)) throw forbidden();
	if (bytes.length === 0) throw fileProblem('imports_no_file');
	if (bytes.length > MOST_IMPORT_BYTES) throw fileProblem('imports_too_big');
	if (isWorkbook(bytes) && (await unpacksTooLarge(bytes))) {
		throw fileProblem('imports_unpacks_too_big');
	}
	const encoding = isWorkbook(bytes) ? null : detectEncoding(bytes);
	const delimiter = encoding
		? detectDelimiter(new TextDecoder(encoding).decode(bytes.subarray(0, 20_000)))
		: null;
	const storageKey = await storeFile(bytes);
	try {
		const table = { storageKey, encoding, delimiter };
		const { headings, rows } = await surveyTable(table);
		const fields = await spec.fields(db);
		const mapping = await proposeMapping(db, spec.register, headings, fields);
		const id = newId();
		const at = clock.now();
		await withTransaction(db, async (tx) => {
			await tx.insert(registerImport).values({
				...{ id, register: spec.register, ...table, headings, mapping },
				fileName: fileName.slice(0, 200),
				state: 'mapping',
				counts: noCounts(rows),
				...{ madeAt: at, madeById: actor.personId }
			});
			const after = { register: spec.register, fileName, rows };
			await recordAudit(tx, {
				...{ actor, action: 'import.begun', noun: 'import', recordId: id, after, at }
			});
		});
		return { id };
	} catch (problem) {
		await deleteStoredFile(storageKey).catch(() => undefined);
		throw problem;
	}
}

const fileProblem = (key: string) => invalid({ file: [key] }, key);

/** The headings of a file and how many rows there are below them. Throws Invalid at `file`. */
export async function surveyTable(
	table: StoredTable
): Promise<{ headings: string[]; rows: number }> {
	let headings: string[] | undefined;
	let rows = 0;
	for await (const { cells } of readRows(table)) {
		if (!headings) headings = withoutEmptyEnd(cells);
		else if (++rows > MOST_IMPORT_ROWS) throw fileProblem('imports_too_many_rows');
	}
	if (!headings || rows === 0) throw fileProblem('imports_no_rows');
	return { headings, rows };
}

const withoutEmptyEnd = (cells: string[]): string[] =>
	cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
