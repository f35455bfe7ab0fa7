import { isFilled, isRowList, type Answers, type AnswerValue } from './answer-value.ts';
import type { ServiceField } from './service-field.ts';

/** The field a reference names: `right`, or `tools.product` for a field inside rows. */
export function fieldAt(
	fields: readonly ServiceField[],
	reference: string
): ServiceField | undefined {
	const [key, inner] = reference.split('.');
	const field = fields.find((one) => one.key === key);
	if (inner === undefined) return field;
	return field?.kind === 'rows' ? field.fields.find((one) => one.key === inner) : undefined;
}

/** The answers a reference names: one, or one per row; nothing when it was not answered or not shown. */
export function answersAt(answers: Readonly<Answers>, reference: string): AnswerValue[] {
	const [key = '', inner] = reference.split('.');
	const value = Object.hasOwn(answers, key) ? answers[key] : undefined;
	if (value === undefined || !isFilled(value)) return [];
	if (inner === undefined) return [value];
	if (!isRowList(value)) return [];
	return value.flatMap((row) => {
		const one = row[inner];
		return one === undefined ? [] : [one];
	});
}
