import { desc, eq } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { ImportCounts, ImportRowKind, ImportState } from '#lib/imports/import-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { findProgress } from '#lib/server/jobs/job-progress.ts';
import { person } from '#lib/server/people/tables.ts';
import { findImport, importProgressKey, lastWritten, seesImport } from './import-record.ts';
import type { ImportSpec } from './import-spec.ts';
import { readRows } from './read-rows.ts';
import { rowsAfter, type RowFilter, type StoredRow } from './row-store.ts';
import { registerImport } from './tables.ts';

export type ImportPage = {
	id: string;
	fileName: string;
	encoding: string | null;
	delimiter: string | null;
	headings: string[];
	mapping: (string | null)[];
	alsoMove: boolean;
	mode: string | null;
	state: ImportState;
	counts: ImportCounts;
	madeAt: Date;
	finishedAt: Date | null;
	undoneAt: Date | null;
	problem: { key: string; params?: Record<string, string> } | null;
	fields: { key: string; label: LocalizedText; required: boolean }[];
	/** First rows of the file, while its columns are chosen. */
	sample: string[][];
	progress: { done: number; total: number } | null;
	/** It was the last one written, so that it can be taken back. */
	isLast: boolean;
};

const SAMPLE_ROWS = 4;

/** The register that an import goes into; undefined when there is no such import. Who may see it is asked by its page. */
export async function registerOfImport(db: Db, id: string): Promise<string | undefined> {
	const [found] = isId(id)
		? await db
				.select({ register: registerImport.register })
				.from(registerImport)
				.where(eq(registerImport.id, id))
		: [];
	return found?.register;
}

/** An import as its page shows it. Only who may bring files in. Throws Forbidden, NotFound. */
export async function getImport(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	id: string
): Promise<ImportPage> {
	const record = await findImport(db, actor, spec, id);
	const {
		storageKey: _,
		madeById: _by,
		undoneById: _undone,
		register: _register,
		...facts
	} = record;
	const [fields, progress, last] = await Promise.all([
		spec.fields(db),
		findProgress(db, importProgressKey(id)),
		lastWritten(db, spec.register)
	]);
	return {
		...facts,
		problem: facts.problem ? (JSON.parse(facts.problem) as ImportPage['problem']) : null,
		fields: fields.map(({ key, label, required = false }) => ({ key, label, required })),
		sample: record.state === 'mapping' ? await firstRows(record) : [],
		progress: progress ? { done: progress.done, total: progress.total } : null,
		isLast: last === id
	};
}

async function firstRows(record: Parameters<typeof readRows>[0]): Promise<string[][]> {
	const rows: string[][] = [];
	for await (const { cells } of readRows(record)) {
		rows.push(cells);
		if (rows.length > SAMPLE_ROWS) break;
	}
	return rows.slice(1);
}

export const IMPORT_PAGE_ROWS = 50;

/** Rows of an import after one of them, of a kind or all. Who may see them stands at `getImport`. */
export async function listImportRows(
	db: Db,
	actor: Actor,
	spec: ImportSpec,
	id: string,
	{ after = 0, kind }: { after?: number; kind?: ImportRowKind }
): Promise<{ rows: StoredRow[]; next?: number }> {
	await findImport(db, actor, spec, id);
	const filter: RowFilter = kind ? { kinds: [kind] } : {};
	const found = await rowsAfter(db, id, after, IMPORT_PAGE_ROWS + 1, filter);
	const rows = found.slice(0, IMPORT_PAGE_ROWS);
	return found.length > rows.length ? { rows, next: rows.at(-1)?.row } : { rows };
}

export type ImportEntry = {
	id: string;
	fileName: string;
	state: ImportState;
	counts: ImportCounts;
	madeAt: Date;
	madeBy: string;
};

const MOST_ENTRIES = 50;

/** The last imports of a register, newest first. Only who may bring files in; with limits, one's own. Throws Forbidden. */
export async function listImports(db: Db, actor: Actor, spec: ImportSpec): Promise<ImportEntry[]> {
	if (!spec.mayImport(actor)) throw forbidden();
	const rows = await db
		.select({
			id: registerImport.id,
			fileName: registerImport.fileName,
			state: registerImport.state,
			counts: registerImport.counts,
			madeAt: registerImport.madeAt,
			madeById: registerImport.madeById,
			madeBy: person.name
		})
		.from(registerImport)
		.innerJoin(person, eq(person.id, registerImport.madeById))
		.where(eq(registerImport.register, spec.register))
		.orderBy(desc(registerImport.madeAt))
		.limit(MOST_ENTRIES);
	return rows.filter((row) => seesImport(actor, row)).map(({ madeById: _, ...row }) => row);
}
