/** Read and waiting for its columns, being looked through, looked through, being written, written, undone, given up. */
export const IMPORT_STATES = [
	'mapping',
	'checking',
	'preview',
	'writing',
	'done',
	'undone',
	'failed'
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Nothing when a row is refused, or all rows but the refused ones. */
export const IMPORT_MODES = ['all', 'good_rows'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** Rows of each kind found so far, and how many there are to look through. */
export type ImportCounts = {
	rows: number;
	read: number;
	insert: number;
	change: number;
	same: number;
	refused: number;
	written: number;
};

/** What is wrong with a row, at its column: a message of the portal by its key, with what it names. */
export type RowProblem = { heading: string; key: string; params?: Record<string, string> };
