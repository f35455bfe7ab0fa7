import { inArray } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from './tables.ts';

/** "ThinkPad L14 (KM-10482)" by item id, with who holds it. */
export async function listItemNames(
	db: DbOrTx,
	ids: string[]
): Promise<Map<string, { name: string; holderId: string | null }>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({
			id: item.id,
			model: item.model,
			inventoryNumber: item.inventoryNumber,
			holderId: item.holderId
		})
		.from(item)
		.where(inArray(item.id, ids));
	return new Map(
		rows.map((row) => [
			row.id,
			{ name: `${row.model} (${row.inventoryNumber})`, holderId: row.holderId }
		])
	);
}
