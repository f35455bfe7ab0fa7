import { sql, type SQL } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { stockTake, stockTakeCorrection, stockTakeLine, stockTakeScan } from './tables.ts';

/** How far a stock-take is. */
export type TakeCounts = {
	expected: number;
	/** Expected, and seen where they should be. */
	found: number;
	/** Seen where the register does not have them, expected or not. */
	elsewhere: number;
	/** Expected and not seen: so far, or when counting ended. */
	missing: number;
	/** Labels that nobody knows. */
	unknown: number;
	/** Scans that came after counting had ended. */
	late: number;
	/** Corrections that wait for a decision. */
	proposed: number;
};

const lines = (condition: SQL) =>
	sql<number>`(select count(*)::int from ${stockTakeLine} l where l.stock_take_id = ${stockTake.id} and ${condition})`;

/** The same figures as columns beside a row of `stock_take`. */
export const countColumns = {
	expected: lines(sql`l.expected`),
	found: lines(sql`l.result = 'found'`),
	elsewhere: lines(sql`l.result = 'wrong_place'`),
	missing: lines(sql`l.result in ('expected', 'missing')`),
	unknown: sql<number>`(select count(distinct upper(s.code))::int from ${stockTakeScan} s
		where s.stock_take_id = ${stockTake.id} and s.outcome = 'unknown')`,
	late: sql<number>`(select count(*)::int from ${stockTakeScan} s
		where s.stock_take_id = ${stockTake.id} and s.late)`,
	proposed: sql<number>`(select count(*)::int from ${stockTakeCorrection} c
		where c.stock_take_id = ${stockTake.id} and c.state = 'proposed')`
};

/** How far one stock-take is. The caller has asked who may know. */
export async function countTake(db: DbOrTx, takeId: string): Promise<TakeCounts> {
	const [counts] = await db
		.select(countColumns)
		.from(stockTake)
		.where(sql`${stockTake.id} = ${takeId}`);
	if (!counts) throw new Error('There is no such stock-take.');
	return counts;
}
