import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ImportRowKind, RowProblem } from '#lib/imports/import-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';

/** What a column of a file may be. */
export type ImportField = {
	key: string;
	label: LocalizedText;
	/** Headings beside the label under which other programs keep it. */
	aliases: readonly string[];
	/** A file without it cannot be brought in. */
	required?: boolean;
};

/** A row of the file by fields; a field that is not in the file, or whose cell is empty, is absent. */
export type RawRow = { row: number; values: Record<string, string> };

/** A record before or after: what is shown of it by field, and what the register needs to write or to take back. */
export type RowSide = { shown: Record<string, string> } & Record<string, unknown>;

/** What a row would do. Problems of one that is not refused are remarks. */
export type PlannedRow = RawRow & {
	kind: ImportRowKind;
	recordId: string | null;
	before: RowSide | null;
	after: RowSide | null;
	problems: RowProblem[];
};

export type ImportOptions = {
	/** What stands elsewhere than in the file is moved too. */
	alsoMove: boolean;
};

/** Looks through rows, some hundreds at a time; remembers those before, so that doubles are found. */
export type RowPlanner = (db: DbOrTx, rows: readonly RawRow[]) => Promise<PlannedRow[]>;

/** What a written row became. */
export type WrittenRow = { row: number; recordId: string; after?: RowSide };

export type WriteContext = {
	at: Date;
	options: ImportOptions;
	/** Rows that are done, for whoever watches. */
	progress: (rows: number) => Promise<void>;
};

/** A register into which files are brought. */
export type ImportSpec = {
	register: string;
	mayImport: (actor: Actor) => boolean;
	fields: (db: DbOrTx) => Promise<ImportField[]>;
	/** `headings` names the column of a field as the file does. */
	planner: (
		db: DbOrTx,
		actor: Actor,
		options: ImportOptions,
		headings: (field: string) => string
	) => Promise<RowPlanner>;
	/** Writes rows that were planned in the same transaction, by the register's own commands. */
	write: (
		tx: Tx,
		actor: Actor,
		rows: readonly PlannedRow[],
		context: WriteContext
	) => Promise<WrittenRow[]>;
	/** Takes written rows back that nothing has touched since; says of the rest why not. */
	undo: (
		tx: Tx,
		actor: Actor,
		rows: readonly (PlannedRow & { doneAt: Date })[],
		at: Date
	) => Promise<{ row: number; problem: RowProblem }[]>;
};
