import type { AnswerValue, RawAnswers } from './answer-value.ts';
import { looseValue } from './clean-value.ts';
import { meets } from './condition.ts';
import type { ServiceField } from './service-field.ts';

/**
 * The fields shown for these answers, in order. Conditions look only at fields before them (and, inside a row, at
 * the form around it); a hidden field counts as unanswered, so hiding one hides what hangs on it.
 */
export function visibleFields<F extends ServiceField>(
	fields: readonly F[],
	raw: Readonly<RawAnswers>,
	outer: Readonly<Record<string, unknown>> = {}
): F[] {
	return shownFields(fields, raw, outer).shown;
}

/** As `visibleFields`, with the understood answers of what is shown: what conditions and rows go by. */
export function shownFields<F extends ServiceField>(
	fields: readonly F[],
	raw: Readonly<RawAnswers>,
	outer: Readonly<Record<string, unknown>> = {}
): { shown: F[]; values: Record<string, AnswerValue> } {
	const values: Record<string, AnswerValue> = {};
	const shown = fields.filter((field) => {
		if (field.shownWhen && !meets(field.shownWhen, { ...outer, ...values })) return false;
		const value = looseValue(field, Object.hasOwn(raw, field.key) ? raw[field.key] : undefined);
		if (value !== undefined) values[field.key] = value;
		return true;
	});
	return { shown, values };
}
