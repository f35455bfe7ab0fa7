import { and, eq, sql } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { itemCategory, itemModel } from './tables.ts';

export type ModelRecord = typeof itemModel.$inferSelect & {
	/** Months that its things are expected to serve: the model's, else its category's. */
	serves: number | null;
};

/**
 * The model of a category by its name, written in any case; entered when it is new. Throws Invalid (`category`) when
 * there is no such category.
 */
export async function modelByName(
	tx: Tx,
	category: ItemCategory,
	name: string
): Promise<ModelRecord> {
	const [kind] = await tx.select().from(itemCategory).where(eq(itemCategory.code, category));
	if (!kind) throw invalid({ category: ['errors_choose'] });
	const wanted = name.trim().replaceAll(/\s+/g, ' ');
	await tx.insert(itemModel).values({ id: newId(), category, name: wanted }).onConflictDoNothing();
	const [model] = await tx
		.select()
		.from(itemModel)
		.where(and(eq(itemModel.category, category), sql`lower(${itemModel.name}) = lower(${wanted})`));
	if (!model) throw new Error('The model was not written.');
	return { ...model, serves: model.lifeMonths ?? kind.lifeMonths };
}

/** Day (ISO) on which the expected life of a thing ends; null when nobody knows when it was bought or how long it lasts. */
export function lifeEnd(boughtOn: string | null, months: number | null): string | null {
	if (!boughtOn || months === null) return null;
	return Temporal.PlainDate.from(boughtOn).add({ months }).toString();
}
