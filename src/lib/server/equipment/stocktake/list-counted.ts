import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import { countedShape } from '#lib/equipment/stocktake/list-shapes.ts';
import type { CountResult } from '#lib/equipment/stocktake/stock-take.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { itemSearch } from '#lib/server/equipment/item-search.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { stockTakeLine } from './tables.ts';
import { readTake } from './take-access.ts';

export type CountedRow = {
	id: string;
	number: string;
	category: ItemCategory;
	categoryName: LocalizedText;
	model: string;
	expected: boolean;
	result: CountResult;
	state: ItemState;
	holderName: string | null;
	placeName: LocalizedText | null;
	room: string;
	foundAt: Date | null;
	foundByName: string | null;
	foundPlaceName: LocalizedText | null;
	foundRoom: string;
	cursor: string;
};

const finder = alias(person, 'finder');
const foundPlace = alias(place, 'found_place');

const countedList = (takeId: string): ListSpec<CountedRow> => ({
	shape: countedShape,
	scope: () => eq(stockTakeLine.stockTakeId, takeId),
	filters: {
		result: (values) => inArray(sql`${stockTakeLine.result}`, values),
		place: (values) =>
			or(idIn(stockTakeLine.placeId, values), idIn(stockTakeLine.foundPlaceId, values)),
		category: (values) => inArray(sql`${item.category}`, values),
		by: (values) => idIn(stockTakeLine.foundById, values)
	},
	search: itemSearch,
	sorts: {
		number: { keys: [{ expr: sql`${item.inventoryNumber}`, type: 'text' }] },
		seen: {
			keys: [
				{ expr: sql`coalesce(${stockTakeLine.foundAt}, 'epoch')`, type: 'timestamptz' },
				{ expr: sql`${item.inventoryNumber}`, type: 'text' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: item.id,
				number: item.inventoryNumber,
				category: item.category,
				categoryName: itemCategory.name,
				model: item.model,
				expected: stockTakeLine.expected,
				result: stockTakeLine.result,
				state: stockTakeLine.state,
				holderName: person.name,
				placeName: place.name,
				room: stockTakeLine.room,
				foundAt: stockTakeLine.foundAt,
				foundByName: finder.name,
				foundPlaceName: foundPlace.name,
				foundRoom: stockTakeLine.foundRoom,
				cursor
			})
			.from(stockTakeLine)
			.innerJoin(item, eq(item.id, stockTakeLine.itemId))
			.innerJoin(itemCategory, eq(itemCategory.code, item.category))
			.leftJoin(person, eq(person.id, stockTakeLine.holderId))
			.leftJoin(place, eq(place.id, stockTakeLine.placeId))
			.leftJoin(finder, eq(finder.id, stockTakeLine.foundById))
			.leftJoin(foundPlace, eq(foundPlace.id, stockTakeLine.foundPlaceId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: item.id })
			.from(stockTakeLine)
			.innerJoin(item, eq(item.id, stockTakeLine.itemId))
			.where(and(where))
			.limit(upTo);
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some.as('some'));
		return counted?.count ?? 0;
	}
});

/** A page of the things of a stock-take: what was expected and what else was seen. Its desk and readers. Throws NotFound. */
export async function listCounted(
	db: DbOrTx,
	actor: Actor,
	takeId: string,
	state: ListState,
	clock: Clock
): Promise<ListPage<CountedRow>> {
	await readTake(db, actor, takeId);
	return listPage(db, countedList(takeId), { actor, now: clock.now() }, state);
}

/** All of them, row by row, for a file. The same people. Throws NotFound. */
export async function exportCounted(
	db: DbOrTx,
	actor: Actor,
	takeId: string,
	state: ListState,
	clock: Clock
): Promise<AsyncGenerator<CountedRow>> {
	await readTake(db, actor, takeId);
	return listAll(db, countedList(takeId), { actor, now: clock.now() }, state);
}
