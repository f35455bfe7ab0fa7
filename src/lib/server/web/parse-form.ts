import * as v from 'valibot';
import type { FieldIssues } from '#lib/errors.ts';

/** What was typed, kept so that a page with problems shows it again. Files are not kept. */
export type FormValues = Record<string, string | string[]>;

export type ParsedForm<T> =
	| { ok: true; data: T; values: FormValues }
	| { ok: false; issues: FieldIssues; values: FormValues };

/** More fields than any form of ours has: a request that brings them is not from our pages. */
const MOST_FIELDS = 2000;

/** The text fields of a form; a name that comes several times, or ends in `[]`, is a list. */
export function formValues(form: FormData): FormValues {
	const values: FormValues = {};
	let count = 0;
	for (const [name, value] of form) {
		if (typeof value !== 'string' || ++count > MOST_FIELDS) continue;
		const key = name.replace(/\[\]$/, '');
		const before = Object.hasOwn(values, key) ? values[key] : undefined;
		if (before === undefined) values[key] = name.endsWith('[]') ? [value] : value;
		else values[key] = Array.isArray(before) ? [...before, value] : [before, value];
	}
	return values;
}

/**
 * Checks a form against a schema and says every problem at its field. Schema messages are message keys
 * (`errors_required`); a schema's own English texts become `errors_invalid`.
 */
export function parseForm<S extends v.GenericSchema>(
	schema: S,
	form: FormData
): ParsedForm<v.InferOutput<S>> {
	const values = formValues(form);
	const result = v.safeParse(schema, values);
	if (result.success) return { ok: true, data: result.output, values };
	return { ok: false, issues: issuesByField(result.issues), values };
}

/** Groups a schema's issues by the path of the field, `rows.0.name`. */
export function issuesByField(issues: v.BaseIssue<unknown>[]): FieldIssues {
	const byField: FieldIssues = {};
	for (const issue of issues) {
		const field = v.getDotPath(issue) ?? 'form';
		const key = /^[a-z]+_[a-z_]+$/.test(issue.message)
			? issue.message
			: issue.received === 'undefined' || issue.received === '""'
				? 'errors_required'
				: 'errors_invalid';
		const keys = (byField[field] ??= []);
		if (!keys.includes(key)) keys.push(key);
	}
	return byField;
}
