/** What can be imported from CSV, in the order in which files should follow one another. */
export const IMPORT_KINDS = ['places', 'units', 'people'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What an import would do with one row. */
export type ImportAction = 'inserted' | 'changed' | 'unchanged' | 'refused';

/** A problem of one row; `column` is empty when the whole row has it. */
export type ImportIssue = { column: string; key: string; details: Record<string, string> };

/** One row of a preview. */
export type ImportRow = {
	/** Line in the file, counted from 1. */
	line: number;
	/** E-mail or code. */
	key: string;
	action: ImportAction;
	changes: { column: string; from: string; to: string }[];
	issues: ImportIssue[];
};

/** What an import would do, and the token that applies exactly this and nothing else. */
export type ImportPreview = {
	kind: ImportKind;
	rows: ImportRow[];
	counts: Record<ImportAction, number>;
	token: string;
};
