import { and, eq, sql } from 'drizzle-orm';
import { locales } from '#lib/i18n/localized.ts';
import type { ModuleText, ParsedModule } from '#lib/training/module-text.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { searchVector } from '#lib/server/search/search-vector.ts';
import { trainingPage, trainingText } from './tables.ts';

/** Writes the texts and pages of an edition, those it has already over again; its pages become what search finds. */
export async function writeTexts(tx: Tx, editionId: string, module: ParsedModule): Promise<void> {
	const texts = locales.flatMap((locale) => module.texts[locale] ?? []);
	await tx.delete(trainingText).where(eq(trainingText.editionId, editionId));
	await tx.delete(trainingPage).where(eq(trainingPage.editionId, editionId));
	await tx
		.insert(trainingText)
		.values(texts.map(({ pages: _pages, ...text }) => ({ editionId, ...text })));
	const rows = texts.flatMap((text) => pageRows(editionId, text));
	for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
		await tx.insert(trainingPage).values(rows.slice(start, start + ROWS_AT_ONCE));
	}
}

/** Some thirty parameters a row; PostgreSQL takes at most 65,535 a statement. */
const ROWS_AT_ONCE = 500;

function pageRows(editionId: string, { locale, title, summary, pages }: ModuleText) {
	return pages.map(({ id, text, ...page }, position) => {
		const heads = page.headings.map((heading) => heading.text).join('\n');
		return {
			editionId,
			locale,
			pageId: id,
			position,
			...page,
			current: true,
			search: sql<string>`${searchVector([
				{ weight: 'A', text: { [locale]: page.title } },
				{ weight: 'B', text: { [locale]: `${title}\n${summary}\n${heads}` } },
				{ weight: 'C', text: { [locale]: text } }
			])}`
		};
	});
}

/** Takes the pages of a module's edition into search, or out of it. */
export async function setCurrent(tx: Tx, editionId: string, current: boolean): Promise<void> {
	await tx
		.update(trainingPage)
		.set({ current })
		.where(and(eq(trainingPage.editionId, editionId), eq(trainingPage.current, !current)));
}
