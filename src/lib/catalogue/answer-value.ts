/** A right that is asked for: a role in an information system, both by id. */
export type SystemRoleAnswer = { system: string; role: string };

/** One checked answer. Dates are `2026-11-24`; records are named by id; files are ids of stored files. */
export type AnswerValue = string | number | boolean | string[] | SystemRoleAnswer | RowAnswer[];

export type RowAnswer = { [key: string]: AnswerValue };

/** Checked answers by field key, as a request keeps them. Hidden and empty fields are absent. */
export type Answers = { [key: string]: AnswerValue };

/** Answers as they arrive, from a form or a draft: not checked yet. */
export type RawAnswers = { [key: string]: unknown };

/** True when the value says something: not empty text, list or nothing at all. `false` and 0 are answers. */
export function isFilled(value: unknown): boolean {
	if (value === undefined || value === null) return false;
	if (typeof value === 'string') return value.trim() !== '';
	if (Array.isArray(value)) return value.length > 0;
	return true;
}

/** True for a value that is a right: a system and a role. */
export function isSystemRole(value: unknown): value is SystemRoleAnswer {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		typeof (value as SystemRoleAnswer).system === 'string' &&
		typeof (value as SystemRoleAnswer).role === 'string'
	);
}

/** True for a list of rows. */
export function isRowList(value: unknown): value is RowAnswer[] {
	return (
		Array.isArray(value) &&
		value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
	);
}
