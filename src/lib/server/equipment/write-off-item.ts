import { forbidden, invalid } from '#lib/errors.ts';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { changeItem, lockItem, stateAfter, type ItemRef } from './item-record.ts';

/**
 * Takes an item out of use for good; its row and history stay. Only an administrator, with a reason. Recorded
 * as `item.written_off`. Throws NotFound, Forbidden, Invalid without a reason, and Conflict while somebody has it.
 */
export async function writeOffItem(
	db: DbOrTx,
	actor: Actor,
	input: ItemRef & { note: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!hasRole(actor, 'admin')) throw forbidden();
	if (input.note.trim() === '') throw invalid({ note: ['errors_required'] });
	await withTransaction(db, async (tx) => {
		const record = await lockItem(tx, actor, input);
		const state = stateAfter(record, 'write_off');
		await changeItem(
			tx,
			actor,
			record,
			{ state, holderId: null, heldSince: null },
			{ action: 'item.written_off', note: input.note },
			clock.now()
		);
	});
}
