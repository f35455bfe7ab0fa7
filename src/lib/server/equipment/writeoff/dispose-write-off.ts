import { and, eq, isNull } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { setWriteOff } from './settle-write-off.ts';
import { writeOffLine } from './tables.ts';
import { keepsWriteOff, lockWriteOff } from './write-off-record.ts';

/** The numbers of those things on a write-off that may hold data which nobody has said to have wiped. */
export async function unwipedNumbers(db: DbOrTx, writeOffId: string): Promise<string[]> {
	const rows = await db
		.select({ number: item.inventoryNumber })
		.from(writeOffLine)
		.innerJoin(item, eq(item.id, writeOffLine.itemId))
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.where(
			and(
				eq(writeOffLine.writeOffId, writeOffId),
				isNull(writeOffLine.wipeMethod),
				eq(itemCategory.holdsData, true)
			)
		)
		.orderBy(writeOffLine.position);
	return rows.map(({ number }) => number);
}

/**
 * Notes that the things of an approved write-off have left the house: when, and who took them. Only the desk that keeps
 * it. What may hold data has to be wiped before. Recorded as `write_off.disposed`.
 *
 * Throws NotFound, Conflict `writeoff_not_approved` and `writeoff_not_wiped` with the numbers, Invalid at `disposedBy`,
 * `disposedOn` (missing, before the decision, in the future).
 */
export async function disposeWriteOff(
	db: DbOrTx,
	actor: Actor,
	input: { writeOffId: string; disposedOn: string | null; disposedBy: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const { writeOffId, disposedOn } = input;
	const disposedBy = input.disposedBy.trim();
	await withTransaction(db, async (tx) => {
		const { record } = await lockWriteOff(tx, writeOffId);
		if (!keepsWriteOff(actor, record)) throw notFound();
		if (record.state !== 'approved' || !record.decidedAt) throw conflict('writeoff_not_approved');
		if (disposedBy === '') throw invalid({ disposedBy: ['errors_required'] });
		if (!disposedOn) throw invalid({ disposedOn: ['errors_required'] });
		if (disposedOn > isoDay(at) || disposedOn < isoDay(record.decidedAt)) {
			throw invalid({ disposedOn: ['writeoff_disposed_when'] });
		}
		const unwiped = await unwipedNumbers(tx, writeOffId);
		if (unwiped.length > 0) {
			throw conflict('writeoff_not_wiped', { numbers: unwiped.join(', ') });
		}
		await setWriteOff(tx, writeOffId, { state: 'disposed', disposedOn, disposedBy }, at);
		await recordAudit(tx, {
			...{ actor, action: 'write_off.disposed', noun: 'write_off', recordId: writeOffId, at },
			after: { disposedOn, disposedBy }
		});
	});
}
