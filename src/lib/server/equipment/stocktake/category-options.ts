import { asc, isNull } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { itemCategory } from '#lib/server/equipment/tables.ts';

/** Categories in use, for choosing some. */
export async function itemCategories(
	db: DbOrTx,
	locale: Locale
): Promise<{ value: string; label: string }[]> {
	const rows = await db
		.select({ code: itemCategory.code, name: itemCategory.name })
		.from(itemCategory)
		.where(isNull(itemCategory.retiredAt))
		.orderBy(asc(itemCategory.position));
	return rows.map(({ code, name }) => ({ value: code, label: localize(name, locale) }));
}
