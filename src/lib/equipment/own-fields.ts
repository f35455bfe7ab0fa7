import { parseDay } from '#lib/format/dates.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';

/** What a category's own field may hold. */
export const OWN_FIELD_TYPES = ['text', 'number', 'date', 'yes_no', 'choice'] as const;
export type OwnFieldType = (typeof OWN_FIELD_TYPES)[number];

/** A field that the items of a category have beside those of every item. */
export type OwnField = {
	id: string;
	key: string;
	label: LocalizedText;
	type: OwnFieldType;
	choices: { value: string; label: LocalizedText }[];
	required: boolean;
	isUnique: boolean;
};

/** A category of items with its own fields. */
export type ItemKind = {
	code: string;
	name: LocalizedText;
	icon: string;
	lifeMonths: number | null;
	holdsData: boolean;
	retired: boolean;
	fields: OwnField[];
};

/** Name of an own field in forms and among the problems of one. */
export const ownName = (key: string) => `own.${key}`;

/** What a form sent for own fields: values by the key of the field. */
export function ownTyped(values: Record<string, string | string[]>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) =>
			name.startsWith('own.') && typeof value === 'string' ? [[name.slice(4), value]] : []
		)
	);
}

const LONGEST = 500;

/**
 * A typed value as it is kept: numbers with a point, days as ISO, `yes` or `no`, the code of a choice. Nothing typed is
 * an empty text; an issue is the key of a message.
 */
export function readOwnValue(
	field: Pick<OwnField, 'type' | 'choices' | 'required'>,
	typed: string
): { value: string } | { issue: string } {
	const text = typed.trim();
	if (text === '') return field.required ? { issue: 'errors_required' } : { value: '' };
	if (text.length > LONGEST) return { issue: 'errors_text_long' };
	switch (field.type) {
		case 'text':
			return { value: text };
		case 'number': {
			const number = text.replaceAll(/\s/g, '').replace(',', '.');
			return /^-?\d{1,12}(\.\d{1,6})?$/.test(number)
				? { value: String(Number(number)) }
				: { issue: 'errors_number' };
		}
		case 'date': {
			const day = parseDay(text);
			return day ? { value: day } : { issue: 'errors_date' };
		}
		case 'yes_no':
			return text === 'yes' || text === 'no' ? { value: text } : { issue: 'errors_choose' };
		case 'choice':
			return field.choices.some(({ value }) => value === text)
				? { value: text }
				: { issue: 'errors_choose' };
	}
}
