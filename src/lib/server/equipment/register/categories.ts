import { asc, isNull } from 'drizzle-orm';
import type { ItemKind } from '#lib/equipment/own-fields.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { itemCategory } from '#lib/server/equipment/tables.ts';
import { itemField } from './tables.ts';

/** The categories of equipment with their own fields, in their order; those retired last, for items that have them. */
export function listCategories(db: DbOrTx): Promise<ItemKind[]> {
	return kept(db, 'item categories', () => read(db));
}

/** Those that a new item may have. */
export async function openCategories(db: DbOrTx): Promise<ItemKind[]> {
	return (await listCategories(db)).filter(({ retired }) => !retired);
}

async function read(db: DbOrTx): Promise<ItemKind[]> {
	const categories = await db
		.select()
		.from(itemCategory)
		.orderBy(asc(itemCategory.position), asc(itemCategory.code));
	const fields = await db
		.select()
		.from(itemField)
		.where(isNull(itemField.retiredAt))
		.orderBy(asc(itemField.position), asc(itemField.key));
	const kinds = categories.map(({ code, name, icon, lifeMonths, holdsData, retiredAt }) => ({
		...{ code, name, icon, lifeMonths, holdsData, retired: retiredAt !== null },
		fields: fields
			.filter(({ category }) => category === code)
			.map(({ id, key, label, type, choices, required, isUnique }) => ({
				...{ id, key, label, type, choices: choices ?? [], required, isUnique }
			}))
	}));
	return [...kinds.filter(({ retired }) => !retired), ...kinds.filter(({ retired }) => retired)];
}
