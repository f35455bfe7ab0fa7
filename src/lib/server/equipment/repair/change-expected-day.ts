import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { lockItem } from '#lib/server/equipment/item-record.ts';
import { repair } from './tables.ts';

/**
 * Notes another day by which a repair is expected back, and what the repairer said. Only the desk, within its units.
 * Recorded as `repair.expected`. Throws NotFound, Forbidden, Conflict `repair_over` when it is back already, Invalid
 * (`expectedOn`) for a day that is over or missing.
 */
export async function changeExpectedDay(
	db: DbOrTx,
	actor: Actor,
	input: { repairId: string; expectedOn: string | null; note?: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	const at = clock.now();
	const { repairId, expectedOn } = input;
	if (!isId(repairId)) throw notFound();
	await withTransaction(db, async (tx) => {
		const [found] = await tx.select().from(repair).where(eq(repair.id, repairId)).for('update');
		if (!found) throw notFound();
		await lockItem(tx, actor, { itemId: found.itemId });
		if (found.returnedOn) throw conflict('repair_over');
		if (!expectedOn) throw invalid({ expectedOn: ['errors_required'] });
		if (expectedOn < isoDay(at)) throw invalid({ expectedOn: ['repair_expected_over'] });
		const note = input.note?.trim() || found.note;
		await tx.update(repair).set({ expectedOn, note, updatedAt: at }).where(eq(repair.id, repairId));
		await recordAudit(tx, {
			...{ actor, action: 'repair.expected', noun: 'repair', recordId: repairId, at },
			before: { expectedOn: found.expectedOn, note: found.note },
			after: { expectedOn, note }
		});
	});
}
