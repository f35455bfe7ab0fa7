import { asc, eq, inArray } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

/** What these things are, how they stand and who has them. The caller has asked who may know. */
export async function listDevices(db: DbOrTx, ids: readonly string[]) {
	const known = ids.filter(isId);
	if (known.length === 0) return [];
	return db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			categoryName: itemCategory.name,
			model: item.model,
			state: item.state,
			warrantyUntil: item.warrantyUntil,
			holderName: person.name
		})
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(person, eq(person.id, item.holderId))
		.where(inArray(item.id, known))
		.orderBy(asc(item.inventoryNumber));
}
