import { locales, type Locale } from '#lib/i18n/localized.ts';
import { splitFrontMatter } from '../text/front-matter.ts';
import type { Draft } from './draft.ts';

/** The titles that a draft's front matter says, also where the rest cannot be read; else its address. */
export function draftTitles({
	files,
	slug
}: Pick<Draft, 'files' | 'slug'>): Partial<Record<Locale, string>> {
	const found = locales.flatMap((locale) => {
		const { head } = splitFrontMatter(files[locale] ?? '');
		const written = /^title[ \t]*:[ \t]*(.+)$/m.exec(head ?? '')?.[1]?.trim();
		const title = written?.replace(/^(["'])(.*)\1$/, '$2');
		return title ? [[locale, title] as const] : [];
	});
	return found.length > 0 ? Object.fromEntries(found) : { et: slug };
}
