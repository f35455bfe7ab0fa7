import { and, eq, inArray, sql } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { itemTitle } from '#lib/equipment/item-words.ts';
import type { CountThing } from '#lib/equipment/stocktake/count-thing.ts';
import type { StockTakeState } from '#lib/equipment/stocktake/stock-take.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { countColumns } from './count-take.ts';
import { stockTake, stockTakeLine, stockTakeMember } from './tables.ts';

/** A stock-take in which somebody counts, as a line among their things. */
export type CountToDo = { id: string; title: string; missing: number };

/** One column each, so that a page can read them together with other things somebody has. */
export const countsToDo = (db: DbOrTx, personId: string) =>
	db
		.select({
			kind: sql<string>`'count'`.as('kind'),
			record: sql<CountToDo>`jsonb_build_object('id', ${stockTake.id}, 'title', ${stockTake.title},
				'missing', ${countColumns.missing})`.as('record')
		})
		.from(stockTake)
		.innerJoin(stockTakeMember, eq(stockTakeMember.stockTakeId, stockTake.id))
		.where(and(eq(stockTakeMember.personId, personId), eq(stockTake.state, 'counting')));

/** A stock-take in which somebody counts. */
export type MyCount = {
	id: string;
	title: string;
	beganAt: Date;
	state: StockTakeState;
	expected: number;
	missing: number;
};

/** The stock-takes that somebody counts in now, the latest first. Everybody, for themselves. */
export async function myCounts(db: DbOrTx, actor: Actor): Promise<MyCount[]> {
	return db
		.select({
			id: stockTake.id,
			title: stockTake.title,
			beganAt: stockTake.beganAt,
			state: stockTake.state,
			expected: countColumns.expected,
			missing: countColumns.missing
		})
		.from(stockTake)
		.innerJoin(stockTakeMember, eq(stockTakeMember.stockTakeId, stockTake.id))
		.where(and(eq(stockTakeMember.personId, actor.personId), eq(stockTake.state, 'counting')))
		.orderBy(sql`${stockTake.beganAt} desc`);
}

export type CountPage = Omit<MyCount, 'expected' | 'missing'> & { things: CountThing[] };

/** All that a phone needs to count: what is expected, and what has been seen of it. Members only. Throws NotFound. */
export async function getCount(db: DbOrTx, actor: Actor, id: string): Promise<CountPage> {
	if (!isId(id)) throw notFound();
	const [take] = await db
		.select({
			id: stockTake.id,
			title: stockTake.title,
			beganAt: stockTake.beganAt,
			state: stockTake.state
		})
		.from(stockTake)
		.innerJoin(stockTakeMember, eq(stockTakeMember.stockTakeId, stockTake.id))
		.where(and(eq(stockTake.id, id), eq(stockTakeMember.personId, actor.personId)));
	if (!take) throw notFound();
	const rows = await db
		.select({
			id: item.id,
			number: item.inventoryNumber,
			ownTag: item.ownTag,
			serial: item.serial,
			category: item.category,
			categoryName: itemCategory.name,
			model: item.model,
			holder: person.name,
			state: stockTakeLine.state,
			placeId: stockTakeLine.placeId,
			room: stockTakeLine.room,
			result: stockTakeLine.result,
			seenPlaceId: stockTakeLine.foundPlaceId,
			seenRoom: stockTakeLine.foundRoom
		})
		.from(stockTakeLine)
		.innerJoin(item, eq(item.id, stockTakeLine.itemId))
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(person, eq(person.id, stockTakeLine.holderId))
		.where(eq(stockTakeLine.stockTakeId, id))
		.orderBy(item.inventoryNumber);
	const things = rows.map(({ ownTag, serial, category, categoryName, model, ...row }) => ({
		...row,
		also: [ownTag, serial].filter(Boolean),
		title: itemTitle({ category, categoryName, model })
	}));
	return { ...take, things };
}

/** What these scans saw, for a page that works without script: number and name by the scan's id. */
export async function scannedThings(
	db: DbOrTx,
	itemIds: readonly string[]
): Promise<Map<string, { number: string; title: string }>> {
	const rows = await db
		.select({
			id: item.id,
			number: item.inventoryNumber,
			category: item.category,
			categoryName: itemCategory.name,
			model: item.model
		})
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.where(inArray(item.id, [...itemIds]));
	return new Map(rows.map((row) => [row.id, { number: row.number, title: itemTitle(row) }]));
}
