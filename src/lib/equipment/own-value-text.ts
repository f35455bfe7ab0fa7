import { formatDate } from '#lib/format/dates.ts';
import { formatNumber } from '#lib/format/numbers.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { OwnField } from './own-fields.ts';

/** The kept value of an own field as people read it. */
export function ownValueText(
	field: Pick<OwnField, 'type' | 'choices'>,
	value: string,
	locale: Locale
): string {
	switch (field.type) {
		case 'number':
			return formatNumber(Number(value), locale);
		case 'date':
			return formatDate(value, locale);
		case 'yes_no':
			return value === 'yes' ? m.equipment_yes() : m.equipment_no();
		case 'choice': {
			const choice = field.choices.find((one) => one.value === value);
			return choice ? localize(choice.label, locale) : value;
		}
		case 'text':
			return value;
	}
}
