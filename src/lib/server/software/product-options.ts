import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import { shownPositions, unmatchedNow } from './position.ts';
import { softwareProduct } from './tables.ts';

export type ProductOption = {
	id: string;
	slug: string;
	name: string;
	vendor: string;
	description: string;
	policy: SoftwarePolicy;
	/** Seats left; null where no limit is counted. */
	free: number | null;
};

/** Software one may ask for, by name, in the reader's language. Forbidden products are not offered. Open to all. */
export async function productOptions(db: DbOrTx, locale: Locale): Promise<ProductOption[]> {
	const unmatched = await unmatchedNow(db);
	const rows = await db
		.select({
			id: softwareProduct.id,
			slug: softwareProduct.slug,
			name: softwareProduct.name,
			vendor: softwareProduct.vendor,
			description: softwareProduct.description,
			policy: softwareProduct.policy,
			free: sql<number | null>`pos."left"`
		})
		.from(softwareProduct)
		.innerJoin(
			sql`(${shownPositions(townDay(sql`now()`), unmatched)}) pos`,
			sql`pos.product_id = ${softwareProduct.id}`
		)
		.where(and(eq(softwareProduct.active, true), ne(softwareProduct.policy, 'forbidden')))
		.orderBy(asc(softwareProduct.name));
	return rows.map((row) => ({ ...row, description: localize(row.description, locale) }));
}
