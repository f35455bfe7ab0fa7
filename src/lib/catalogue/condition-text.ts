import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Condition } from './condition.ts';
import type { ServiceField } from './service-field.ts';

/**
 * When a condition holds, in words: "„Kas see tuleb vana asemele?“ on „Jah“". For forms without script, where every
 * field is shown, and for the editor.
 */
export function conditionText(
	condition: Condition,
	fields: readonly ServiceField[],
	locale: Locale
): string {
	const inner = (one: Condition) => conditionText(one, fields, locale);
	if ('all' in condition) {
		return condition.all.map(inner).join(` ${m.catalogue_when_and({}, { locale })} `);
	}
	if ('any' in condition) {
		return condition.any.map(inner).join(` ${m.catalogue_when_or({}, { locale })} `);
	}
	if ('not' in condition) {
		const { not } = condition;
		if ('filled' in not) return inner({ field: not.field, filled: !not.filled });
		if ('equals' in not || 'in' in not) return compared(not, fields, locale, false);
		return m.catalogue_when_not({ what: inner(not) }, { locale });
	}
	return compared(condition, fields, locale, true);
}

type Compared = Extract<Condition, { field: string }>;

function compared(
	condition: Compared,
	fields: readonly ServiceField[],
	locale: Locale,
	holds: boolean
): string {
	const found = fields.find((one) => one.key === condition.field);
	const field = found ? localize(found.label, locale) : condition.field;
	if ('filled' in condition) {
		return condition.filled === holds
			? m.catalogue_when_filled({ field }, { locale })
			: m.catalogue_when_empty({ field }, { locale });
	}
	const values = 'in' in condition ? condition.in : [condition.equals];
	const value = values
		.map((one) => m.catalogue_quoted({ text: valueText(found, one, locale) }, { locale }))
		.join(` ${m.catalogue_when_or({}, { locale })} `);
	return holds
		? m.catalogue_when_is({ field, value }, { locale })
		: m.catalogue_when_is_not({ field, value }, { locale });
}

function valueText(
	field: ServiceField | undefined,
	value: string | number | boolean,
	locale: Locale
): string {
	if (field?.kind === 'choice' || field?.kind === 'choices') {
		const option = field.options.find((one) => one.value === value);
		if (option) return localize(option.label, locale);
	}
	if (value === true) return m.catalogue_yes({}, { locale });
	if (value === false) return m.catalogue_no({}, { locale });
	return String(value);
}
