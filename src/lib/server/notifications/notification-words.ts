import { formatDay, formatTime } from '#lib/format/dates.ts';
import type { DayForm } from '#lib/format/day-forms.ts';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import {
	NOTIFICATION_WORDS,
	type NotificationParams,
	type NotificationWord
} from '#lib/notifications/notification-kinds.ts';
import { m } from '#lib/paraglide/messages.js';

/** Every word a text may need, written in one language; what is not known is empty. */
export type WrittenWords = Record<NotificationWord | 'organisation', string>;

/** How a date stands in a sentence: "by Monday", "on Friday". */
const DAY_FORMS: Partial<Record<NotificationWord, DayForm>> = {
	promised: 'by',
	due: 'by',
	on: 'on',
	when: 'on',
	from: 'since',
	until: 'until'
};

/** Words whose hour matters when they bear one: a link that is good until 10.03. */
const WITH_HOUR: readonly NotificationWord[] = ['when', 'from', 'until'];

/** Writes an event's facts in the reader's language, as seen from `now`. */
export function writeWords(
	params: NotificationParams,
	locale: Locale,
	now: Date,
	organisation = ''
): WrittenWords {
	const words = { organisation } as WrittenWords;
	for (const word of NOTIFICATION_WORDS) {
		const value = params[word] ?? '';
		const text = typeof value === 'string' ? value : localize(value, locale);
		const form = DAY_FORMS[word];
		words[word] = form && text ? writeMoment(word, text, form, locale, now) : text;
	}
	return words;
}

function writeMoment(
	word: NotificationWord,
	text: string,
	form: DayForm,
	locale: Locale,
	now: Date
): string {
	if (Number.isNaN(Date.parse(text))) return text;
	const day = formatDay(text, locale, form, now);
	if (!WITH_HOUR.includes(word) || !text.includes('T')) return day;
	return m.notifications_moment({ day, time: formatTime(text, locale) }, { locale });
}
