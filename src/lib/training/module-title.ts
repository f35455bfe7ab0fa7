import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';

/** A module's title as a text of every language: one that is not written yet is borrowed from another. */
export function moduleTitle(titles: Partial<Record<Locale, string>>): LocalizedText {
	const any = titles.et ?? titles.ru ?? titles.en ?? '';
	return { et: titles.et ?? any, ru: titles.ru ?? any, en: titles.en ?? any };
}
