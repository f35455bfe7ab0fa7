import { eq, inArray, or } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingModule } from './tables.ts';

/**
 * Active modules by title in the reader's language, for choosing one; `also` names some that stay in the choice though
 * they are no longer offered.
 */
export async function listModuleOptions(
	db: DbOrTx,
	locale: Locale,
	also: readonly string[] = []
): Promise<{ id: string; key: string; title: string }[]> {
	const rows = await db
		.select({ id: trainingModule.id, key: trainingModule.key, titles: trainingModule.titles })
		.from(trainingModule)
		.where(or(eq(trainingModule.active, true), inArray(trainingModule.id, [...also])));
	const order = new Intl.Collator(locale);
	return rows
		.map(({ id, key, titles }) => ({
			id,
			key,
			title: localize(moduleTitle(titles), locale) || key
		}))
		.sort((a, b) => order.compare(a.title, b.title));
}
