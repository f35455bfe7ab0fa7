import { inArray } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { softwareProduct } from './tables.ts';

/** Names of products by id. */
export async function listProductNames(db: DbOrTx, ids: string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: softwareProduct.id, name: softwareProduct.name })
		.from(softwareProduct)
		.where(inArray(softwareProduct.id, ids));
	return new Map(rows.map((row) => [row.id, row.name]));
}
