import { locales, type Locale } from '#lib/i18n/localized.ts';
import { NEEDED_LOCALES, type NoticeText, type NoticeTexts } from './notice-text.ts';

/** What one fills in of a notice in each language, in the order of the page. */
export const TEXT_PARTS = [
	'title',
	'summary',
	'cannot',
	'before',
	'instead',
	'contact'
] as const satisfies readonly (keyof NoticeText)[];
export type TextPart = (typeof TEXT_PARTS)[number];

/** How a language stands beside Estonian: there, older, lacking a part that Estonian has, or not written at all. */
export type TextStanding = 'whole' | 'older' | 'partial' | 'missing';

/** A notice can be read in a language when it has a title and says what happens. */
const isReadable = (text: NoticeText | undefined) =>
	Boolean(text?.title.trim() && text.summary.trim());

/** The standing of each language. Estonian is compared with nothing, so it is whole or missing. */
export function textStandings(texts: NoticeTexts): Record<Locale, TextStanding> {
	const standing = (locale: Locale): TextStanding => {
		const own = texts[locale];
		if (!isReadable(own)) return 'missing';
		const source = texts.et;
		if (locale === 'et' || !own || !source) return 'whole';
		if (TEXT_PARTS.some((part) => source[part].trim() && !own[part].trim())) return 'partial';
		return (own.changedAt ?? '') < (source.changedAt ?? '') ? 'older' : 'whole';
	};
	return { et: standing('et'), ru: standing('ru'), en: standing('en') };
}

/** The languages without which it can't be announced and that can't be read yet. */
export const missingLocales = (texts: NoticeTexts): (typeof NEEDED_LOCALES)[number][] =>
	NEEDED_LOCALES.filter((locale) => !isReadable(texts[locale]));

/**
 * Texts as they are kept: trimmed, empty languages left out, and each language dated by its last change. A language that
 * somebody looked over (`fits`) counts as changed now: it says what Estonian says.
 */
export function datedTexts(
	before: NoticeTexts,
	written: Partial<Record<Locale, Omit<NoticeText, 'changedAt'>>>,
	at: Date,
	fits: readonly Locale[] = []
): NoticeTexts {
	const texts: NoticeTexts = {};
	for (const locale of locales) {
		const words = written[locale];
		if (!words) continue;
		const parts = Object.fromEntries(TEXT_PARTS.map((part) => [part, words[part].trim()]));
		const text = parts as Record<TextPart, string>;
		if (TEXT_PARTS.every((part) => text[part] === '')) continue;
		const old = before[locale];
		const same = old && !fits.includes(locale) && !partsChanged(old, text);
		texts[locale] = { ...text, changedAt: (same && old.changedAt) || at.toISOString() };
	}
	return texts;
}

const partsChanged = (old: NoticeText, now: Record<TextPart, string>) =>
	TEXT_PARTS.some((part) => old[part] !== now[part]);

/** The languages in which something was written, changed or taken away. */
export function changedLocales(before: NoticeTexts, after: NoticeTexts): Locale[] {
	return locales.filter((locale) => {
		const [old, now] = [before[locale], after[locale]];
		return old && now ? partsChanged(old, now) : old !== now;
	});
}
