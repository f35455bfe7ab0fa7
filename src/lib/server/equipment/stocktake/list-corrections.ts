import { eq, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import { correctionsShape } from '#lib/equipment/stocktake/list-shapes.ts';
import type { CorrectionKind, CorrectionState } from '#lib/equipment/stocktake/stock-take.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { itemSearch } from '#lib/server/equipment/item-search.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { stockTakeCorrection } from './tables.ts';
import { readTake } from './take-access.ts';

export type CorrectionRow = {
	id: string;
	kind: CorrectionKind;
	state: CorrectionState;
	itemId: string | null;
	/** The item's number, or what was read. */
	number: string;
	category: ItemCategory | null;
	categoryName: LocalizedText | null;
	model: string | null;
	holderName: string | null;
	/** As the register has it now. */
	fromPlace: LocalizedText | null;
	fromRoom: string | null;
	toPlace: LocalizedText | null;
	toRoom: string;
	/** Another act has moved it since it was counted. */
	hasMoved: boolean;
	decidedAt: Date | null;
	decidedByName: string | null;
	note: string;
	actId: string | null;
	actNumber: string | null;
	cursor: string;
};

const holder = alias(person, 'holder');
const fromPlace = alias(place, 'from_place');
const named = sql<string>`coalesce(${item.inventoryNumber}, ${stockTakeCorrection.code})`;

const correctionsList = (takeId: string): ListSpec<CorrectionRow> => ({
	shape: correctionsShape,
	scope: () => eq(stockTakeCorrection.stockTakeId, takeId),
	filters: {
		state: (values) => inArray(sql`${stockTakeCorrection.state}`, values),
		kind: (values) => inArray(sql`${stockTakeCorrection.kind}`, values)
	},
	search: (words) => or(itemSearch(words), contains(stockTakeCorrection.code, words)),
	sorts: {
		number: {
			keys: [
				{ expr: sql`${stockTakeCorrection.state} <> 'proposed'`, type: 'boolean' },
				{ expr: sql`${named}`, type: 'text' },
				{ expr: sql`${stockTakeCorrection.id}`, type: 'uuid' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: stockTakeCorrection.id,
				kind: stockTakeCorrection.kind,
				state: stockTakeCorrection.state,
				itemId: stockTakeCorrection.itemId,
				number: named,
				category: item.category,
				categoryName: itemCategory.name,
				model: item.model,
				holderName: holder.name,
				fromPlace: fromPlace.name,
				fromRoom: item.room,
				toPlace: place.name,
				toRoom: stockTakeCorrection.room,
				hasMoved: sql<boolean>`${stockTakeCorrection.state} = 'proposed' and
					coalesce(${item.moves} <> ${stockTakeCorrection.moves}, false)`,
				decidedAt: stockTakeCorrection.decidedAt,
				decidedByName: person.name,
				note: stockTakeCorrection.note,
				actId: act.id,
				actNumber: act.number,
				cursor
			})
			.from(stockTakeCorrection)
			.leftJoin(item, eq(item.id, stockTakeCorrection.itemId))
			.leftJoin(itemCategory, eq(itemCategory.code, item.category))
			.leftJoin(holder, eq(holder.id, item.holderId))
			.leftJoin(fromPlace, eq(fromPlace.id, item.placeId))
			.leftJoin(place, eq(place.id, stockTakeCorrection.placeId))
			.leftJoin(person, eq(person.id, stockTakeCorrection.decidedById))
			.leftJoin(act, eq(act.id, stockTakeCorrection.actId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
});

/** A page of what a stock-take proposes, what waits first. Its desk and readers. Throws NotFound. */
export async function listCorrections(
	db: DbOrTx,
	actor: Actor,
	takeId: string,
	state: ListState,
	clock: Clock
): Promise<ListPage<CorrectionRow>> {
	await readTake(db, actor, takeId);
	return listPage(db, correctionsList(takeId), { actor, now: clock.now() }, state);
}
