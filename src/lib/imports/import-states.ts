/**
 * Read and waiting for its columns, being looked through, looked through, being written, written, being taken back,
 * taken back, given up.
 */
export type ImportState =
	'mapping' | 'checking' | 'preview' | 'writing' | 'done' | 'undoing' | 'undone' | 'failed';

/** States in which the portal is at work on it. */
export const IMPORT_WORKING: readonly ImportState[] = ['checking', 'writing', 'undoing'];

/** Nothing when a row is refused, or all rows but the refused ones. */
export const IMPORT_MODES = ['all', 'good_rows'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export const IMPORT_ROW_KINDS = ['insert', 'change', 'same', 'refused'] as const;
export type ImportRowKind = (typeof IMPORT_ROW_KINDS)[number];

/** Rows of each kind found so far, how many there are to look through, and how many were written and taken back. */
export type ImportCounts = {
	rows: number;
	read: number;
	insert: number;
	change: number;
	same: number;
	refused: number;
	written: number;
	undone: number;
};

export const noCounts = (rows: number): ImportCounts => ({
	...{ rows, read: 0, insert: 0, change: 0, same: 0, refused: 0, written: 0, undone: 0 }
});

/** What is wrong with a row, at its column: a message of the portal by its key, with what it names. */
export type RowProblem = { heading: string; key: string; params?: Record<string, string> };
