import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { changeItem, lockItem, placeOf, stateAfter, type ItemRef } from './item-record.ts';

/**
 * Moves an item to another place or room; who holds it and its state stay. Only the desk within its units.
 * Recorded as `item.moved`. Throws NotFound, Forbidden, Invalid for an unknown place, and Conflict for an item
 * in repair, missing or written off.
 */
export async function moveItem(
	db: DbOrTx,
	actor: Actor,
	input: ItemRef & { placeId: string; room?: string; note?: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const record = await lockItem(tx, actor, input);
		stateAfter(record, 'relocate');
		const where = await placeOf(tx, input.placeId);
		await changeItem(
			tx,
			actor,
			record,
			{ placeId: where.id, room: input.room ?? '' },
			{ action: 'item.moved', note: input.note, names: { placeName: where.name } },
			clock.now()
		);
	});
}
