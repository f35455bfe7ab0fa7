import { isFilled, isSystemRole, type AnswerValue } from './answer-value.ts';
import { parseDay as parseTypedDay } from '#lib/format/dates.ts';
import type { ServiceField } from './service-field.ts';

/** Text as it is kept: line ends as `\n`, no characters a database refuses, no space around it. */
export function cleanText(value: unknown): string {
	if (typeof value !== 'string') return '';
	const kept = value
		.replaceAll('\r\n', '\n')
		.replaceAll('\r', '\n')
		.split('')
		.filter((letter) => letter === '\n' || letter === '\t' || letter >= ' ')
		.join('');
	return kept.toWellFormed().trim();
}

/** A number as people type it: "12,5", "1 200". Undefined when it is no number. */
export function parseNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	const text = cleanText(value)
		.replace(/[\s\u00a0]/g, '')
		.replace(',', '.');
	return /^[+-]?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

/** A typed day as `2026-11-24`; undefined when it is no day of the calendar. */
export function parseDay(value: unknown): string | undefined {
	return parseTypedDay(cleanText(value));
}

/** Yes and no as forms and drafts say them. */
export function parseYesNo(value: unknown): boolean | undefined {
	if (value === true || value === 'yes') return true;
	if (value === false || value === 'no') return false;
	return undefined;
}

/**
 * What an unchecked answer says, as far as it can be understood, so that conditions see the same while typing and
 * after sending. Undefined when it says nothing.
 */
export function looseValue(field: ServiceField, value: unknown): AnswerValue | undefined {
	switch (field.kind) {
		case 'heading':
			return undefined;
		case 'number':
			return parseNumber(value);
		case 'date':
			return parseDay(value);
		case 'yes_no':
			return parseYesNo(value);
		case 'choices':
		case 'file':
			return texts(value);
		case 'system_role':
			return isSystemRole(value) ? { system: value.system, role: value.role } : undefined;
		case 'rows':
			return Array.isArray(value) && isFilled(value) ? [] : undefined;
		default:
			return cleanText(value) || undefined;
	}
}

function texts(value: unknown): string[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const all = value.map(cleanText).filter((one) => one !== '');
	return all.length > 0 ? [...new Set(all)] : undefined;
}
