import type { Locale } from '#lib/i18n/localized.ts';
import { textFor } from './notice-text.ts';

/** Titles of a notice in the languages it has. */
export type NoticeTitles = Partial<Record<Locale, string>>;

/** What a notice is called for this reader: in their language, else in the first there is. */
export const noticeTitle = (titles: NoticeTitles, locale: Locale): string =>
	textFor(titles, locale)?.text ?? '';
