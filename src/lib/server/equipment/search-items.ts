import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { itemsInScope } from './item-scope.ts';
import { itemSearch } from './item-search.ts';
import { item, itemCategory } from './tables.ts';

/** An item as a search shows it. */
export type FoundItem = {
	id: string;
	inventoryNumber: string;
	category: ItemCategory;
	categoryName: LocalizedText;
	/** The icon of its category. */
	icon: string;
	model: string;
	state: ItemState;
	holderName: string | null;
};

/** So many are looked at: of a word that half the register holds nobody needs the first by number. */
const MOST_LOOKED_AT = 200;

/**
 * Items whose number, model, serial number or own tag holds every typed word, for the desk's and auditors' search, each
 * their units; nothing for others, and nothing for no words.
 */
export async function searchItems(
	db: DbOrTx,
	actor: Actor,
	text: string,
	limit: number
): Promise<FoundItem[]> {
	const words = itemSearch(text);
	if (!words || !can(actor, 'equipment.read')) return [];
	const fitting = db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			categoryName: sql<LocalizedText>`${itemCategory.name}`.as('category_name'),
			icon: itemCategory.icon,
			model: item.model,
			state: item.state,
			holderName: sql<string | null>`${person.name}`.as('holder_name')
		})
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(person, eq(person.id, item.holderId))
		.where(and(words, isNull(item.withdrawnAt), itemsInScope(actor)))
		.limit(MOST_LOOKED_AT)
		.as('fitting');
	return db.select().from(fitting).orderBy(fitting.inventoryNumber).limit(limit);
}
