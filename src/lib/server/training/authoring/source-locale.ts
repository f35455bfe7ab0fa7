import { locales, type Locale } from '#lib/i18n/localized.ts';
import { splitFrontMatter } from '../text/front-matter.ts';

/** The language the others are translated from, as far as a draft's front matter says it. */
export function sourceLocale(files: Partial<Record<Locale, string>>): Locale | undefined {
	return locales.find((locale) => {
		const { head } = splitFrontMatter(files[locale] ?? '');
		return new RegExp(`^source[ \\t]*:[ \\t]*["']?${locale}\\b`, 'm').test(head ?? '');
	});
}
