import { isFilled, type Answers, type RawAnswers, type RowAnswer } from './answer-value.ts';
import type { AnswerIssue, AnswerReference } from './answer-issue.ts';
import type { FieldOf, ServiceField } from './service-field.ts';
import { validateField, type CheckContext } from './validate-field.ts';
import { shownFields } from './visible-fields.ts';

/** The outcome of checking a form: what to keep, everything that is wrong, and the records to look up. */
export type CheckedAnswers = {
	ok: boolean;
	answers: Answers;
	issues: AnswerIssue[];
	references: AnswerReference[];
};

/**
 * Checks all answers at once. Hidden fields are dropped, whatever was sent for them; empty rows too. `today` is the
 * day (`2026-11-24`) in the town. Whether a named record exists is for the caller: see `references`.
 */
export function validateAnswers(
	fields: readonly ServiceField[],
	raw: Readonly<RawAnswers>,
	{ today }: { today: string }
): CheckedAnswers {
	const outcome: CheckedAnswers = {
		ok: true,
		answers: {},
		issues: [],
		references: []
	};
	outcome.answers = checkList(fields, raw, {}, '', today, outcome);
	outcome.ok = outcome.issues.length === 0;
	return outcome;
}

function checkList(
	fields: readonly ServiceField[],
	raw: Readonly<RawAnswers>,
	outer: CheckContext['values'],
	prefix: string,
	today: string,
	into: CheckedAnswers
): Answers {
	const { shown, values } = shownFields(fields, raw, outer);
	const answers: Answers = {};
	for (const field of shown) {
		if (field.kind === 'heading') continue;
		const path = prefix + field.key;
		const value = Object.hasOwn(raw, field.key) ? raw[field.key] : undefined;
		if (field.kind === 'rows') {
			const rows = checkRows(field, value, { ...outer, ...values }, path, today, into);
			if (rows.length > 0) answers[field.key] = rows;
			continue;
		}
		const checked = validateField(field, value, {
			today,
			values: { ...outer, ...values }
		});
		if (checked.issue) into.issues.push({ path, ...checked.issue });
		if (checked.value !== undefined) answers[field.key] = checked.value;
		for (const reference of checked.references ?? []) into.references.push({ path, ...reference });
	}
	return answers;
}

function checkRows(
	field: FieldOf<'rows'>,
	value: unknown,
	outer: CheckContext['values'],
	path: string,
	today: string,
	into: CheckedAnswers
): RowAnswer[] {
	const given = rawRows(value);
	const filled = given.filter((row) => !isEmptyRow(field, row)).length;
	if (filled > field.max) {
		into.issues.push({
			path,
			code: 'too_many_rows',
			params: { max: `${field.max}` }
		});
		return [];
	}
	const least = field.required ? Math.max(1, field.min) : filled > 0 ? field.min : 0;
	if (filled < least) {
		into.issues.push({
			path,
			code: 'too_few_rows',
			params: { min: `${least}` }
		});
	}
	return given.flatMap((row, index) =>
		isEmptyRow(field, row)
			? []
			: [checkList(field.fields, row, outer, `${path}.${index}.`, today, into)]
	);
}

/** The rows of an unchecked answer; anything else in their place is an empty list. */
export function rawRows(value: unknown): RawAnswers[] {
	if (!Array.isArray(value)) return [];
	return value.filter(
		(row): row is RawAnswers => typeof row === 'object' && row !== null && !Array.isArray(row)
	);
}

function isEmptyRow(field: FieldOf<'rows'>, row: RawAnswers): boolean {
	return field.fields.every((one) => {
		const value = Object.hasOwn(row, one.key) ? row[one.key] : undefined;
		return !isFilled(value) || (Array.isArray(value) && !value.some(isFilled));
	});
}
