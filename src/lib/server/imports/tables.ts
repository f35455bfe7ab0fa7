import { sql } from 'drizzle-orm';
import {
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type {
	ImportCounts,
	ImportMode,
	ImportState,
	RowProblem
} from '#lib/imports/import-states.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** A file brought into a register: which one, how its columns were read, what came of it. */
export const registerImport = pgTable(
	'register_import',
	{
		id: id(),
		/** The register: `equipment`. */
		register: text('register').notNull(),
		fileName: text('file_name').notNull(),
		storageKey: text('storage_key').notNull(),
		/** How the text was written: `utf-8`, `windows-1257`; null of a workbook. */
		encoding: text('encoding'),
		delimiter: text('delimiter'),
		/** Headings of the file in its order. */
		headings: jsonb('headings').$type<string[]>().notNull(),
		/** Field of the register for each heading; null for one that is not read. */
		mapping: jsonb('mapping').$type<(string | null)[]>().notNull(),
		mode: text('mode').$type<ImportMode>(),
		/** What stands elsewhere than in the file is moved as well, by acts. */
		alsoMove: boolean('also_move').notNull().default(false),
		state: text('state').$type<ImportState>().notNull(),
		counts: jsonb('counts').$type<ImportCounts>().notNull(),
		madeAt: moment('made_at').notNull(),
		madeById: uuid('made_by_id')
			.notNull()
			.references(() => person.id),
		finishedAt: moment('finished_at'),
		undoneAt: moment('undone_at'),
		undoneById: uuid('undone_by_id').references(() => person.id),
		problem: text('problem').notNull().default('')
	},
	(t) => [
		index('register_import_made').on(t.register, t.madeAt),
		uniqueIndex('register_import_writing')
			.on(t.register)
			.where(sql`state = 'writing'`)
	]
);

/** What a row of the file would change, or changed: the record before and after, so that it can be undone. */
export const registerImportRow = pgTable(
	'register_import_row',
	{
		importId: uuid('import_id')
			.notNull()
			.references(() => registerImport.id),
		/** Row in the file as a spreadsheet counts, headings being row 1. */
		row: integer('row').notNull(),
		/** `insert`, `change`, `same` or `refused` */
		kind: text('kind').$type<'insert' | 'change' | 'same' | 'refused'>().notNull(),
		/** The cells as they were read, by field of the register. */
		values: jsonb('values').$type<Record<string, string>>().notNull(),
		recordId: uuid('record_id'),
		before: jsonb('before').$type<Record<string, unknown>>(),
		after: jsonb('after').$type<Record<string, unknown>>(),
		problems: jsonb('problems').$type<RowProblem[]>().notNull(),
		doneAt: moment('done_at'),
		/** When it was taken back. */
		undoneAt: moment('undone_at')
	},
	(t) => [
		primaryKey({ columns: [t.importId, t.row] }),
		index('register_import_row_kind').on(t.importId, t.kind, t.row)
	]
);

/** How the columns of a kind of file were read last time: by register and its headings. */
export const importMapping = pgTable(
	'import_mapping',
	{
		register: text('register').notNull(),
		/** SHA-256 of the headings in their order. */
		headingsHash: text('headings_hash').notNull(),
		mapping: jsonb('mapping').$type<(string | null)[]>().notNull(),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.register, t.headingsHash] })]
);
