import { asc, eq, isNull, sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item, itemModel } from '#lib/server/equipment/tables.ts';

/** A model as forms suggest it. */
export type ModelOption = { id: string; category: string; name: string; maker: string };

const MOST = 1000;

/** Models in use, by name: what forms suggest and filters offer. */
export function listModelOptions(db: DbOrTx): Promise<ModelOption[]> {
	return db
		.select({
			id: itemModel.id,
			category: itemModel.category,
			name: itemModel.name,
			maker: itemModel.maker
		})
		.from(itemModel)
		.where(isNull(itemModel.retiredAt))
		.orderBy(asc(itemModel.name), asc(itemModel.id))
		.limit(MOST);
}

/** All models with how many items are of each, for the set-up. */
export async function listModels(db: DbOrTx) {
	const counts = db
		.select({ modelId: item.modelId, count: sql<number>`count(*)::int`.as('count') })
		.from(item)
		.where(isNull(item.withdrawnAt))
		.groupBy(item.modelId)
		.as('counts');
	return db
		.select({
			id: itemModel.id,
			category: itemModel.category,
			maker: itemModel.maker,
			name: itemModel.name,
			lifeMonths: itemModel.lifeMonths,
			priceCents: itemModel.priceCents,
			retiredAt: itemModel.retiredAt,
			items: sql<number>`coalesce(${counts.count}, 0)`
		})
		.from(itemModel)
		.leftJoin(counts, eq(counts.modelId, itemModel.id))
		.orderBy(asc(itemModel.category), asc(itemModel.name), asc(itemModel.id));
}
