import { formatDate } from '#lib/format/dates.ts';
import { formatNumber } from '#lib/format/numbers.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { isRowList, isSystemRole, type Answers, type AnswerValue } from './answer-value.ts';
import type { ServiceField } from './service-field.ts';

/** Names of the records that answers point to, by `recordKey`; a missing one is shown as gone. */
export type RecordLabels = Readonly<Record<string, string>>;

/** One line of a filled form as people read it. Rows carry the lines of each row. */
export type AnswerLine = {
	key: string;
	kind: ServiceField['kind'];
	label: string;
	text: string;
	rows?: { label: string; lines: AnswerLine[] }[];
};

/** The key of a record in `RecordLabels`: `person:…`, `right:system:role`, `file:…`. */
export function recordKey(kind: ServiceField['kind'], value: AnswerValue): string {
	return isSystemRole(value) ? `right:${value.system}:${value.role}` : `${kind}:${String(value)}`;
}

/**
 * An answer as people read it, in the reader's language. Files are joined names; several choices are a list with
 * commas. Unanswered gives an empty text.
 */
export function renderAnswer(
	field: ServiceField,
	value: AnswerValue | undefined,
	{ labels, locale }: { labels: RecordLabels; locale: Locale }
): string {
	if (value === undefined || field.kind === 'heading' || field.kind === 'rows') return '';
	const named = (one: AnswerValue) =>
		labels[recordKey(field.kind, one)] ?? m.catalogue_gone({}, { locale });
	switch (field.kind) {
		case 'text':
		case 'long_text':
			return String(value);
		case 'number':
			return formatNumber(Number(value), locale);
		case 'date':
			return formatDate(String(value), locale);
		case 'yes_no':
			return value ? m.catalogue_yes({}, { locale }) : m.catalogue_no({}, { locale });
		case 'choice':
			return optionText(field.options, value, locale);
		case 'choices':
			return list(value)
				.map((one) => optionText(field.options, one, locale))
				.join(', ');
		case 'file':
			return list(value).map(named).join(', ');
		default:
			return named(value);
	}
}

function list(value: AnswerValue): string[] {
	return Array.isArray(value) ? value.map(String) : [String(value)];
}

function optionText(
	options: readonly { value: string; label: { et: string; ru: string; en?: string } }[],
	value: AnswerValue,
	locale: Locale
): string {
	const option = options.find((one) => one.value === value);
	return option ? localize(option.label, locale) : String(value);
}

/** The whole filled form, in order; what was not asked or not answered is left out. */
export function renderAnswers(
	fields: readonly ServiceField[],
	answers: Readonly<Answers>,
	context: { labels: RecordLabels; locale: Locale }
): AnswerLine[] {
	const lines = fields.flatMap((field): AnswerLine[] => {
		const head = { key: field.key, kind: field.kind, label: localize(field.label, context.locale) };
		if (field.kind === 'heading') return [{ ...head, text: '' }];
		const value = Object.hasOwn(answers, field.key) ? answers[field.key] : undefined;
		if (value === undefined) return [];
		if (field.kind !== 'rows') return [{ ...head, text: renderAnswer(field, value, context) }];
		const rows = (isRowList(value) ? value : []).map((row, at) => ({
			label: `${localize(field.rowLabel, context.locale)} ${at + 1}`,
			lines: renderAnswers(field.fields, row, context)
		}));
		return [{ ...head, text: '', rows }];
	});
	return lines.filter((line, at) => line.kind !== 'heading' || isHeadOfSomething(lines, at));
}

function isHeadOfSomething(lines: AnswerLine[], at: number): boolean {
	const next = lines[at + 1];
	return next !== undefined && next.kind !== 'heading';
}

/** Every record the answers point to, so that its name can be looked up: kind, id and, for a right, the role. */
export function answerRecords(
	fields: readonly ServiceField[],
	answers: Readonly<Answers>
): { kind: ServiceField['kind']; id: string; role?: string }[] {
	return fields.flatMap((field) => {
		const value = Object.hasOwn(answers, field.key) ? answers[field.key] : undefined;
		if (value === undefined) return [];
		if (field.kind === 'rows') {
			const rows = isRowList(value) ? value : [];
			return rows.flatMap((row) => answerRecords(field.fields, row));
		}
		if (isSystemRole(value)) return [{ kind: field.kind, id: value.system, role: value.role }];
		const points = [
			...['person', 'unit', 'place', 'my_equipment', 'software', 'file'],
			...['my_seat', 'my_right']
		];
		return points.includes(field.kind) ? list(value).map((id) => ({ kind: field.kind, id })) : [];
	});
}
