import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { ModuleFacts, ModuleMedia, ModuleText } from '#lib/training/module-text.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';

/**
 * SHA-256 over what a reader and an employer get: facts without the version's number, kind and note, titles, bodies,
 * media. The same content is the same edition, whatever it is called and in whatever order its keys stand.
 */
export function moduleHash(
	{ version: _version, change: _change, changeNote: _note, ...facts }: ModuleFacts,
	texts: Partial<Record<Locale, Pick<ModuleText, 'title' | 'summary' | 'body'>>>,
	media: readonly ModuleMedia[]
): string {
	const words = locales.map((locale) => {
		const text = texts[locale];
		return text ? [locale, text.title, text.summary, text.body] : [locale];
	});
	return contentHash({ facts, words, media: media.map(({ name, hash }) => [name, hash]) });
}
