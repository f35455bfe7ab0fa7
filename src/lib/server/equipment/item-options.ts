import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { item } from './tables.ts';

export type ItemOption = {
	id: string;
	inventoryNumber: string;
	category: ItemCategory;
	model: string;
};

const MOST_OPTIONS = 200;

const options = (db: DbOrTx, where: SQL | undefined, limit = MOST_OPTIONS): Promise<ItemOption[]> =>
	db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			model: item.model
		})
		.from(item)
		.where(where)
		.orderBy(asc(item.inventoryNumber))
		.limit(limit);

/** Stock this person may hand out from: that of their units and of the whole town. */
function stockScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	return units === null ? undefined : or(isNull(item.unitId), idIn(item.unitId, units));
}

/** What can be handed over now, of one category or all. Reserved items are not offered. */
export const stockOptions = (
	db: DbOrTx,
	actor: Actor,
	category?: string | null
): Promise<ItemOption[]> =>
	options(
		db,
		and(
			eq(item.state, 'in_stock'),
			isNull(item.withdrawnAt),
			category ? inArray(sql`${item.category}`, [category]) : undefined,
			stockScope(actor)
		)
	);
