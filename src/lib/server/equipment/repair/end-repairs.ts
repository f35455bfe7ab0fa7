import { and, inArray, isNull } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { repair } from './tables.ts';

/**
 * Ends what is still open of the repairs of these items without an act that brought them back: they were written off,
 * or found elsewhere. In the transaction of whoever learnt it, who has locked the items.
 */
export async function endRepairs(tx: Tx, itemIds: readonly string[], at: Date): Promise<void> {
	await tx
		.update(repair)
		.set({ returnedOn: isoDay(at), updatedAt: at })
		.where(and(inArray(repair.itemId, [...itemIds]), isNull(repair.returnedOn)));
}
