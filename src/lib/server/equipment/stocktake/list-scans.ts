import { eq, inArray, sql } from 'drizzle-orm';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import { scansShape } from '#lib/equipment/stocktake/list-shapes.ts';
import type { ScanOutcome } from '#lib/equipment/stocktake/stock-take.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { contains, idIn } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { stockTakeScan } from './tables.ts';
import { readTake } from './take-access.ts';

export type ScanRow = {
	id: string;
	code: string;
	outcome: ScanOutcome;
	late: boolean;
	personName: string;
	itemId: string | null;
	category: ItemCategory | null;
	categoryName: LocalizedText | null;
	model: string | null;
	number: string | null;
	placeName: LocalizedText | null;
	room: string;
	note: string;
	scannedAt: Date;
	hasPhoto: boolean;
	cursor: string;
};

const scansList = (takeId: string): ListSpec<ScanRow> => ({
	shape: scansShape,
	scope: () => eq(stockTakeScan.stockTakeId, takeId),
	filters: {
		outcome: (values) => inArray(sql`${stockTakeScan.outcome}`, values),
		by: (values) => idIn(stockTakeScan.personId, values),
		late: () => sql`${stockTakeScan.late}`
	},
	search: (words) => contains(sql`${stockTakeScan.code} || ' ' || ${stockTakeScan.note}`, words),
	sorts: {
		arrived: {
			keys: [
				{ expr: sql`${stockTakeScan.arrivedAt}`, type: 'timestamptz' },
				{ expr: sql`${stockTakeScan.id}`, type: 'uuid' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: stockTakeScan.id,
				code: stockTakeScan.code,
				outcome: stockTakeScan.outcome,
				late: stockTakeScan.late,
				personName: person.name,
				itemId: stockTakeScan.itemId,
				category: item.category,
				categoryName: itemCategory.name,
				model: item.model,
				number: item.inventoryNumber,
				placeName: place.name,
				room: stockTakeScan.room,
				note: stockTakeScan.note,
				scannedAt: stockTakeScan.scannedAt,
				hasPhoto: sql<boolean>`${stockTakeScan.photoKey} is not null`,
				cursor
			})
			.from(stockTakeScan)
			.innerJoin(person, eq(person.id, stockTakeScan.personId))
			.leftJoin(item, eq(item.id, stockTakeScan.itemId))
			.leftJoin(itemCategory, eq(itemCategory.code, item.category))
			.leftJoin(place, eq(place.id, stockTakeScan.placeId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
});

/** A page of who scanned what when. The desk and readers of the stock-take. Throws NotFound. */
export async function listScans(
	db: DbOrTx,
	actor: Actor,
	takeId: string,
	state: ListState,
	clock: Clock
): Promise<ListPage<ScanRow>> {
	await readTake(db, actor, takeId);
	return listPage(db, scansList(takeId), { actor, now: clock.now() }, state);
}
