import { isFilled, isSystemRole, type AnswerValue } from './answer-value.ts';
import type { AnswerIssue, AnswerReference } from './answer-issue.ts';
import { formatDayNumeric as typedDay } from '#lib/format/dates.ts';
import { isId } from '#lib/ids.ts';
import { cleanText, looseValue, parseDay, parseNumber, parseYesNo } from './clean-value.ts';
import type { FieldOf, RowField, ServiceField } from './service-field.ts';

/** What a check may look at besides the answer: today's date and the answers before it. */
export type CheckContext = {
	today: string;
	values: Readonly<Record<string, AnswerValue>>;
};

/** One field's outcome: an answer worth keeping, or the issue; neither when it was left empty by right. */
export type FieldOutcome = {
	value?: AnswerValue;
	issue?: Pick<AnswerIssue, 'code' | 'params'>;
	references?: Omit<AnswerReference, 'path'>[];
};

type Simple = Exclude<ServiceField, { kind: 'heading' | 'rows' }> | RowField;

function wrong(code: AnswerIssue['code'], params: Record<string, string> = {}): FieldOutcome {
	return { issue: { code, params } };
}

/** Checks one field's answer; rows and headings are not answers of this kind. */
export function validateField(field: Simple, raw: unknown, context: CheckContext): FieldOutcome {
	const understood = looseValue(field, raw);
	const isText = field.kind === 'text' || field.kind === 'long_text';
	if (understood === undefined && (isText || !saysSomething(raw))) {
		if (!field.required && !(field.kind === 'yes_no' && field.mustAgree)) return {};
		return wrong(field.kind === 'yes_no' && field.mustAgree ? 'must_agree' : 'required');
	}
	switch (field.kind) {
		case 'text':
		case 'long_text':
			return checkText(field, cleanText(raw));
		case 'number':
			return checkNumber(field, parseNumber(raw));
		case 'date':
			return checkDay(field, parseDay(raw), context);
		case 'yes_no':
			return checkYesNo(field, parseYesNo(raw));
		case 'choice':
			return field.options.some((option) => option.value === understood)
				? { value: understood as string }
				: wrong('bad_choice');
		case 'choices':
			return checkChoices(field, understood);
		case 'file':
			return checkFiles(field, understood);
		case 'system_role':
			return checkRight(raw);
		default:
			return checkRecord(referenceKinds[field.kind], understood);
	}
}

/** A right or a list of empty texts says nothing; a number that is no number does, and has to be corrected. */
function saysSomething(raw: unknown): boolean {
	if (typeof raw === 'string') return cleanText(raw) !== '';
	if (Array.isArray(raw)) return raw.some((one) => cleanText(one) !== '');
	return isFilled(raw);
}

function checkText(field: FieldOf<'text'> | FieldOf<'long_text'>, text: string): FieldOutcome {
	const max = field.maxLength ?? (field.kind === 'text' ? 200 : 5000);
	const length = [...text].length;
	if (length > max) return wrong('too_long', { max: `${max}`, over: `${length - max}` });
	if (field.minLength !== undefined && length < field.minLength) {
		return wrong('too_short', { min: `${field.minLength}` });
	}
	if (field.kind === 'text') {
		if (field.format === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)) {
			return wrong('bad_email');
		}
		if (field.format === 'phone' && !/^\+?[\d\s()-]{3,20}$/.test(text)) return wrong('bad_phone');
	}
	if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'u').test(text)) {
		return wrong('pattern');
	}
	return { value: text };
}

function checkNumber(field: FieldOf<'number'>, value: number | undefined): FieldOutcome {
	if (value === undefined) return wrong('bad_number');
	if (field.whole && !Number.isInteger(value)) return wrong('not_whole');
	if (field.min !== undefined && value < field.min)
		return wrong('too_small', { min: `${field.min}` });
	if (field.max !== undefined && value > field.max)
		return wrong('too_large', { max: `${field.max}` });
	return { value: value === 0 ? 0 : value };
}

type DayLimit = FieldOf<'date'>['notBefore'];

function limitDay(limit: DayLimit, context: CheckContext): string | undefined {
	if (limit === undefined) return undefined;
	if (limit === 'today') return context.today;
	if (typeof limit === 'string') return limit;
	const other = context.values[limit.field];
	return typeof other === 'string' ? other : undefined;
}

function checkDay(
	field: FieldOf<'date'>,
	day: string | undefined,
	context: CheckContext
): FieldOutcome {
	if (day === undefined) return wrong('bad_date');
	const from = limitDay(field.notBefore, context);
	if (from !== undefined && day < from) {
		const params = { day: typedDay(day), from: typedDay(from) };
		return wrong(field.notBefore === 'today' ? 'date_past' : 'date_early', params);
	}
	const until = limitDay(field.notAfter, context);
	if (until !== undefined && day > until) return wrong('date_late', { until: typedDay(until) });
	return { value: day };
}

function checkYesNo(field: FieldOf<'yes_no'>, value: boolean | undefined): FieldOutcome {
	if (field.mustAgree) return value === true ? { value: true } : wrong('must_agree');
	return value === undefined ? wrong('bad_choice') : { value };
}

function checkChoices(field: FieldOf<'choices'>, value: AnswerValue | undefined): FieldOutcome {
	const chosen = Array.isArray(value) ? (value as string[]) : [];
	const known = field.options.map((option) => option.value);
	if (chosen.length === 0 || chosen.some((one) => !known.includes(one))) return wrong('bad_choice');
	if (field.min !== undefined && chosen.length < field.min) {
		return wrong('too_few', { min: `${field.min}` });
	}
	if (field.max !== undefined && chosen.length > field.max) {
		return wrong('too_many', { max: `${field.max}` });
	}
	return { value: known.filter((one) => chosen.includes(one)) };
}

function checkFiles(field: FieldOf<'file'>, value: AnswerValue | undefined): FieldOutcome {
	const ids = Array.isArray(value) ? (value as string[]) : [];
	if (ids.length === 0 || !ids.every(isId)) return wrong('not_found');
	if (ids.length > field.max) return wrong('too_many', { max: `${field.max}` });
	return { value: ids, references: ids.map((id) => ({ kind: 'file', id })) };
}

function checkRight(raw: unknown): FieldOutcome {
	if (!isSystemRole(raw) || !isId(raw.system) || !isId(raw.role)) return wrong('not_found');
	const { system, role } = raw;
	return {
		value: { system, role },
		references: [{ kind: 'system_role', id: system, role }]
	};
}

const referenceKinds = {
	person: 'person',
	unit: 'unit',
	place: 'place',
	my_equipment: 'item',
	software: 'product',
	my_seat: 'seat',
	my_right: 'right'
} as const;

function checkRecord(kind: AnswerReference['kind'], value: AnswerValue | undefined): FieldOutcome {
	if (typeof value !== 'string' || !isId(value)) return wrong('not_found');
	return { value, references: [{ kind, id: value }] };
}
