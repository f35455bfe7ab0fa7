import { eq, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { place } from '#lib/server/people/tables.ts';
import { item, itemCategory } from './tables.ts';

/** An item somebody holds. */
export type HeldItem = {
	id: string;
	inventoryNumber: string;
	category: ItemCategory;
	categoryName: LocalizedText;
	icon: string;
	model: string;
	state: ItemState;
	placeName: LocalizedText | null;
	room: string;
	heldSince: string | null;
	warrantyUntil: string | null;
	requestId: string | null;
	requestNumber: number | null;
};

const record = sql<HeldItem>`jsonb_build_object(
	'id', ${item.id}, 'inventoryNumber', ${item.inventoryNumber}, 'category', ${item.category},
	'categoryName', ${itemCategory.name}, 'icon', ${itemCategory.icon},
	'model', ${item.model}, 'state', ${item.state}, 'placeName', ${place.name},
	'room', ${item.room}, 'heldSince', ${item.heldSince}, 'warrantyUntil', ${item.warrantyUntil},
	'requestId', ${item.requestId}, 'requestNumber', ${item.requestNumber})`;

/** The items of a person as one column, so that a page can read them together with other things they hold. */
export const heldItems = (db: DbOrTx, personId: string) =>
	db
		.select({ kind: sql<string>`'item'`.as('kind'), record: record.as('record') })
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(place, eq(place.id, item.placeId))
		.where(eq(item.holderId, personId));

/** The same as rows of one column, for a query that reads more than them; `holder` is the placeholder of whose they are. */
export const heldItemRecords = (holder: Placeholder): SQL =>
	sql`select ${record} as record from ${item}
		join ${itemCategory} on ${eq(itemCategory.code, item.category)}
		left join ${place} on ${eq(place.id, item.placeId)}
		where ${item.holderId} = ${holder}`;
