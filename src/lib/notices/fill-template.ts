import type { Moment } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { formatDay } from '#lib/format/dates.ts';
import type { NoticeTemplateContent, SlotType } from './notice-template.ts';
import type { NoticeText } from './notice-text.ts';
import { MOMENT_FORMS, slotMoment, slotWindow, type MomentForm } from './slot-moment.ts';
import { TEXT_PARTS, type TextPart } from './text-gaps.ts';

/** What is put into a blank: a text for all languages or one for each, a moment, a day as YYYY-MM-DD; empty for none. */
export type SlotValue =
	string | Date | { et?: string; ru?: string; en?: string } | null | undefined;

/** Values by slot; `starts` and `ends` are the notice's window and `contact` whom to call. */
export type SlotValues = Record<string, SlotValue>;

/** Blanks that every template knows without declaring them. */
export const KNOWN_SLOTS: Record<string, SlotType> = {
	starts: 'moment',
	ends: 'moment',
	window: 'moment',
	contact: 'text'
};

const BLANK = /\{([a-z][a-z0-9_]*)(?:\.([a-z]+))?\}/g;

/** The blanks in a text, each with the form it is wanted in. */
export function blanksOf(text: string): { key: string; form: string | undefined }[] {
	return [...text.matchAll(BLANK)].map(([, key = '', form]) => ({ key, form }));
}

/** A form that a blank of this type may ask for: `{starts.until}`. Other types have none. */
export const isBlankForm = (type: SlotType, form: string | undefined): boolean =>
	form === undefined || (type === 'moment' && (MOMENT_FORMS as readonly string[]).includes(form));

/**
 * A template's text in a language with its blanks filled; undefined where it has no text in that language. A sentence
 * with a blank that nothing was said for is left out, and one that begins with a blank begins with a capital.
 */
export function fillTemplate(
	content: Pick<NoticeTemplateContent, 'slots' | 'texts'>,
	values: SlotValues,
	locale: Locale,
	now: Moment = new Date()
): Omit<NoticeText, 'changedAt'> | undefined {
	const text = content.texts[locale];
	if (!text) return undefined;
	const types = { ...KNOWN_SLOTS };
	for (const slot of content.slots) types[slot.key] = slot.type;
	const say = (key: string, form: string | undefined) =>
		key === 'window'
			? windowWords(values, locale, now)
			: words(types[key] ?? 'text', values[key], form, locale, now);
	const parts = TEXT_PARTS.map((part) => [part, fillText(text[part], say)] as const);
	return Object.fromEntries(parts) as Record<TextPart, string>;
}

type Say = (key: string, form: string | undefined) => string;

/** Paragraph by paragraph, sentence by sentence; what is left empty disappears with its sentence. */
function fillText(text: string, say: Say): string {
	return text
		.split('\n')
		.map((line) => {
			if (line.trim() === '') return '';
			const kept = sentencesOf(line).map((sentence) => fillSentence(sentence, say));
			return kept.filter(Boolean).join(' ') || undefined;
		})
		.filter((line) => line !== undefined)
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

/** A full stop ends a sentence when a capital letter, a blank or a quotation mark follows: "26. novembril" has none. */
const sentencesOf = (line: string) => line.trim().split(/(?<=[.!?…][”“"»]?)\s+(?=[\p{Lu}{„«"])/u);

function fillSentence(sentence: string, say: Say): string {
	let empty = false;
	const filled = sentence.replace(BLANK, (_, key: string, form: string | undefined) => {
		const said = say(key, form).trim();
		if (!said) empty = true;
		return said;
	});
	if (empty) return '';
	return sentence.startsWith('{') ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled;
}

function words(
	type: SlotType,
	value: SlotValue,
	form: string | undefined,
	locale: Locale,
	now: Moment
): string {
	if (value === null || value === undefined || value === '') return '';
	if (type === 'moment' && (value instanceof Date || typeof value === 'string'))
		return slotMoment(value, locale, form as MomentForm | undefined, now);
	if (type === 'day' && (value instanceof Date || typeof value === 'string'))
		return formatDay(value, locale, 'on', now);
	if (typeof value === 'string') return value;
	if (value instanceof Date) return '';
	return value[locale] || value.et || value.ru || value.en || '';
}

function windowWords({ starts, ends }: SlotValues, locale: Locale, now: Moment): string {
	const moment = (value: SlotValue) =>
		value && (value instanceof Date || typeof value === 'string') ? value : null;
	const from = moment(starts);
	return from ? slotWindow(from, moment(ends), locale, now) : '';
}
