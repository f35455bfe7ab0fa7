import { eq, inArray, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { stockTakesShape } from '#lib/equipment/stocktake/list-shapes.ts';
import type { StockTakeScope, StockTakeState } from '#lib/equipment/stocktake/stock-take.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { countColumns, type TakeCounts } from './count-take.ts';
import { stockTake } from './tables.ts';
import { readableTakes } from './take-access.ts';

export type StockTakeListRow = TakeCounts & {
	id: string;
	title: string;
	scope: StockTakeScope;
	state: StockTakeState;
	beganAt: Date;
	actNumber: string | null;
	cursor: string;
};

/** A stock-take is signed when everybody who should has signed its act. */
export const takeState = sql<StockTakeState>`case when ${stockTake.state} = 'signing' and ${act.state} = 'complete'
	then 'signed' else ${stockTake.state} end`;

const stockTakesList: ListSpec<StockTakeListRow> = {
	shape: stockTakesShape,
	scope: ({ actor }) => readableTakes(actor),
	filters: { state: (values) => inArray(takeState, values) },
	search: (words) => contains(stockTake.title, words),
	sorts: {
		began: {
			keys: [
				{ expr: sql`${stockTake.beganAt}`, type: 'timestamptz' },
				{ expr: sql`${stockTake.id}`, type: 'uuid' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				...countColumns,
				id: stockTake.id,
				title: stockTake.title,
				scope: stockTake.scope,
				state: takeState,
				beganAt: stockTake.beganAt,
				actNumber: act.number,
				cursor
			})
			.from(stockTake)
			.leftJoin(act, eq(act.id, stockTake.actId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
};

/** A page of the stock-takes of the units whose registers somebody reads. Throws Forbidden. */
export async function listStockTakes(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<StockTakeListRow>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listPage(db, stockTakesList, { actor, now: clock.now() }, state);
}
