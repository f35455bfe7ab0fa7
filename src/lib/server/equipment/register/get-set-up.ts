import { and, asc, desc, eq, isNull, ne } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { itemCategory, itemModel } from '#lib/server/equipment/tables.ts';
import { equipmentFile, itemField } from './tables.ts';

/** A category with all its own fields, also those out of use. Throws NotFound. */
export async function getCategory(db: DbOrTx, code: string) {
	const [[category], fields] = await Promise.all([
		db.select().from(itemCategory).where(eq(itemCategory.code, code)),
		db
			.select()
			.from(itemField)
			.where(eq(itemField.category, code))
			.orderBy(asc(itemField.position), asc(itemField.key))
	]);
	if (!category) throw notFound();
	return { ...category, fields };
}

/** An own field of a category. Throws NotFound. */
export async function getField(db: DbOrTx, id: string) {
	if (!isId(id)) throw notFound();
	const [field] = await db.select().from(itemField).where(eq(itemField.id, id));
	if (!field) throw notFound();
	return field;
}

/** A model with its photo, and the others of its category that it could become. Throws NotFound. */
export async function getModel(db: DbOrTx, id: string) {
	if (!isId(id)) throw notFound();
	const [model] = await db.select().from(itemModel).where(eq(itemModel.id, id));
	if (!model) throw notFound();
	const [[photo], others] = await Promise.all([
		db
			.select({ id: equipmentFile.id })
			.from(equipmentFile)
			.where(
				and(
					eq(equipmentFile.noun, 'model'),
					eq(equipmentFile.recordId, id),
					eq(equipmentFile.isPhoto, true),
					isNull(equipmentFile.removedAt)
				)
			)
			.orderBy(desc(equipmentFile.createdAt))
			.limit(1),
		db
			.select({ id: itemModel.id, name: itemModel.name })
			.from(itemModel)
			.where(and(eq(itemModel.category, model.category), ne(itemModel.id, id)))
			.orderBy(asc(itemModel.name))
			.limit(500)
	]);
	return { ...model, photoId: photo?.id ?? null, others };
}
