import { eq } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingModule } from './tables.ts';

/** Active modules by title in the reader's language, for choosing one. */
export async function listModuleOptions(
	db: DbOrTx,
	locale: Locale
): Promise<{ id: string; key: string; title: string }[]> {
	const rows = await db
		.select({ id: trainingModule.id, key: trainingModule.key, titles: trainingModule.titles })
		.from(trainingModule)
		.where(eq(trainingModule.active, true));
	const order = new Intl.Collator(locale);
	return rows
		.map(({ id, key, titles }) => ({
			id,
			key,
			title: titles[locale] ?? titles.et ?? titles.ru ?? titles.en ?? key
		}))
		.sort((a, b) => order.compare(a.title, b.title));
}
