import { and, desc, eq } from 'drizzle-orm';
import type { CountResult } from '#lib/equipment/stocktake/stock-take.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { place } from '#lib/server/people/tables.ts';
import { stockTake, stockTakeLine } from './tables.ts';
import { readableTakes } from './take-access.ts';

/** What a stock-take found of an item. */
export type CountOfItem = {
	id: string;
	title: string;
	beganAt: Date;
	result: CountResult;
	foundAt: Date | null;
	foundPlace: LocalizedText | null;
	foundRoom: string;
};

const MOST_COUNTS = 5;

/**
 * The last stock-takes that counted an item, of those the actor reads, latest first. The caller has asked who may read the
 * item.
 */
export function countsOfItem(db: DbOrTx, actor: Actor, itemId: string): Promise<CountOfItem[]> {
	return db
		.select({
			id: stockTake.id,
			title: stockTake.title,
			beganAt: stockTake.beganAt,
			result: stockTakeLine.result,
			foundAt: stockTakeLine.foundAt,
			foundPlace: place.name,
			foundRoom: stockTakeLine.foundRoom
		})
		.from(stockTakeLine)
		.innerJoin(stockTake, eq(stockTake.id, stockTakeLine.stockTakeId))
		.leftJoin(place, eq(place.id, stockTakeLine.foundPlaceId))
		.where(and(eq(stockTakeLine.itemId, itemId), readableTakes(actor)))
		.orderBy(desc(stockTake.beganAt))
		.limit(MOST_COUNTS);
}
