/** A language of the portal. */
export type Locale = 'et' | 'ru' | 'en';

/** The languages in the order in which the menu shows them. */
export const locales = ['et', 'ru', 'en'] as const satisfies readonly Locale[];

/** The language of somebody of whom nothing is known. */
export const defaultLocale: Locale = 'et';

/** Each language in its own words, as language menus show it. */
export const localeNames: Record<Locale, string> = { et: 'Eesti', ru: 'Русский', en: 'English' };

/** A text of one record, written by people: two languages always, English when somebody wrote it. */
export type LocalizedText = { et: string; ru: string; en?: string };

/** Tells whether a value from outside (a cookie, a form, a file) names one of our languages. */
export function isLocale(value: unknown): value is Locale {
	return value === 'et' || value === 'ru' || value === 'en';
}

/**
 * The text in the reader's language. A language that is missing or empty falls back to Estonian,
 * then Russian, then English, so a page never shows an empty name.
 */
export function localize(text: LocalizedText, locale: Locale): string {
	return text[locale] || text.et || text.ru || text.en || '';
}

/**
 * The first of our languages that a browser asks for (`Accept-Language`), by its weights.
 * An absent or foreign header gives Estonian.
 */
export function preferredLocale(header: string | null | undefined): Locale {
	const asked = (header ?? '').split(',').map((part) => {
		const [tag = '', ...options] = part.trim().split(';');
		const weight = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find(Boolean);
		return { language: tag.toLowerCase().split('-')[0], weight: weight ? Number(weight) : 1 };
	});
	asked.sort((a, b) => b.weight - a.weight);
	for (const { language } of asked) if (isLocale(language)) return language;
	return defaultLocale;
}
