import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { conditionText } from './condition-text.ts';
import { readAnswers, readTyped, type TypedValues } from './read-answers.ts';
import type { ServiceField } from './service-field.ts';
import { visibleFields } from './visible-fields.ts';

/** How a form is shown at first: which questions, and for each that depends on another the words that say when. */
export type FormShowing = { shown: string[]; when: Record<string, string> };

/**
 * What a form shows for what was typed so far. The server says it, so that a page need not bring the reading of
 * answers along; the browser asks again (`shownKeys`) when something was typed.
 */
export function formShowing(
	fields: readonly ServiceField[],
	typed: Readonly<TypedValues>,
	locale: Locale
): FormShowing {
	const when: Record<string, string> = {};
	for (const field of fields) {
		if (!field.shownWhen) continue;
		const condition = conditionText(field.shownWhen, fields, locale);
		when[field.key] = m.catalogue_fill_in_when({ condition }, { locale });
	}
	return { shown: keysOf(fields, readTyped(fields, typed).raw), when };
}

/** The keys of the questions to show for what stands in the form now. */
export function shownKeys(fields: readonly ServiceField[], typed: FormData): string[] {
	return keysOf(fields, readAnswers(fields, typed).raw);
}

const keysOf = (fields: readonly ServiceField[], raw: Record<string, unknown>) =>
	visibleFields(fields, raw).map((field) => field.key);
