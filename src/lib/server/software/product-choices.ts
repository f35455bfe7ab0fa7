import { asc } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { softwareProduct } from './tables.ts';

/** Every product by name with its maker, for choosing one on the desk. The caller has asked who may read them. */
export async function productChoices(
	db: DbOrTx
): Promise<{ value: string; label: string; detail: string }[]> {
	return db
		.select({
			value: softwareProduct.id,
			label: softwareProduct.name,
			detail: softwareProduct.vendor
		})
		.from(softwareProduct)
		.orderBy(asc(softwareProduct.name), asc(softwareProduct.id));
}
