import { and, eq, inArray } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import type { WipeMethod } from '#lib/equipment/write-off.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { writeOffLine } from './tables.ts';
import { keepsWriteOff, lockWriteOff } from './write-off-record.ts';

/**
 * Notes how the data of some items of a write-off was destroyed, or that they hold none, by whom and when. Only the desk
 * that keeps it, until the things are gone. Recorded as `write_off.wiped`. Throws NotFound, Conflict `writeoff_over`,
 * Invalid (`itemIds`) when none of it was named.
 */
export async function recordWipe(
	db: DbOrTx,
	actor: Actor,
	input: { writeOffId: string; itemIds: readonly string[]; method: WipeMethod },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const { writeOffId, method } = input;
	await withTransaction(db, async (tx) => {
		const { record, lines } = await lockWriteOff(tx, writeOffId);
		if (!keepsWriteOff(actor, record)) throw notFound();
		if (!['commission', 'approval', 'approved'].includes(record.state)) {
			throw conflict('writeoff_over');
		}
		const itemIds = lines
			.map(({ itemId }) => itemId)
			.filter((itemId) => input.itemIds.includes(itemId));
		if (itemIds.length === 0) throw invalid({ itemIds: ['writeoff_no_items'] });
		await tx
			.update(writeOffLine)
			.set({ wipeMethod: method, wipedAt: at, wipedById: actorPersonId(actor) })
			.where(and(eq(writeOffLine.writeOffId, writeOffId), inArray(writeOffLine.itemId, itemIds)));
		await recordAudit(tx, {
			...{ actor, action: 'write_off.wiped', noun: 'write_off', recordId: writeOffId, at },
			after: { itemIds, method }
		});
	});
}
