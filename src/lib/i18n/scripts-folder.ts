import type { Locale } from './localized.ts';

const scripts = /_app\/immutable\/(?=(entry|chunks|nodes)\/)/g;

/**
 * Names of the browser's scripts, wherever they stand in a text, in the language of the page: the build writes each
 * script once a language (scripts/browser/one-language.ts). In development there are none and nothing changes.
 */
export function scriptsFolder(text: string, locale: Locale): string {
	return text.replace(scripts, `_app/immutable/${locale}/`);
}
