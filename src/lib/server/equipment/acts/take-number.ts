import { sql } from 'drizzle-orm';
import { actNumber, type ActKind } from '#lib/equipment/act-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { actCounter } from './tables.ts';

/**
 * The next number of a kind in a year. The row of the last one stays locked until the transaction ends, and goes back
 * with it: numbers have no gaps. Call it late.
 */
export async function takeNumber(
	tx: Tx,
	kind: ActKind,
	year: number
): Promise<{ seq: number; number: string }> {
	const [row] = await tx
		.insert(actCounter)
		.values({ kind, year, last: 1 })
		.onConflictDoUpdate({
			target: [actCounter.kind, actCounter.year],
			set: { last: sql`${actCounter.last} + 1` }
		})
		.returning({ last: actCounter.last });
	if (!row) throw new Error('The counter of acts gave no number.');
	return { seq: row.last, number: actNumber(kind, year, row.last) };
}
