import { and, eq, inArray } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { changeItem, lockItem, placeOf, stateAfter, type ItemRef } from './item-record.ts';
import { item } from './tables.ts';

export type ReturnItemInput = ItemRef & {
	/** Where it is put; the place of the one who takes it back when absent. */
	placeId?: string | null;
	room?: string;
	note?: string;
};

/**
 * Takes an item back into stock: nobody holds it any more. Only the desk within its units. Recorded as
 * `item.returned`, with the one who had it. Throws NotFound, Forbidden, and Conflict when nobody has it.
 */
export async function returnItem(
	db: DbOrTx,
	actor: Actor,
	input: ReturnItemInput,
	clock: Clock = systemClock
): Promise<{ id: string; inventoryNumber: string }> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, (tx) => takeBack(tx, actor, input, clock.now()));
}

/**
 * Takes back everything a person has (somebody leaves). What is in repair or missing stays in that person's
 * name until it is found or written off. Only the desk within its units. Returns the ids of the items.
 */
export async function returnAllItems(
	db: DbOrTx,
	actor: Actor,
	input: { personId: string; placeId?: string | null; note?: string },
	clock: Clock = systemClock
): Promise<string[]> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const held = await tx
			.select({ id: item.id })
			.from(item)
			.where(
				and(
					eq(item.holderId, input.personId),
					inArray(item.state, ['handed_over', 'in_use', 'to_be_returned'])
				)
			)
			.orderBy(item.id)
			.for('update');
		for (const { id } of held) {
			const { placeId, note } = input;
			await takeBack(tx, actor, { itemId: id, placeId, note }, clock.now());
		}
		return held.map(({ id }) => id);
	});
}

async function takeBack(tx: Tx, actor: Actor, input: ReturnItemInput, at: Date) {
	const record = await lockItem(tx, actor, input);
	const state = stateAfter(record, 'return');
	const where = input.placeId ? await placeOf(tx, input.placeId) : null;
	await changeItem(
		tx,
		actor,
		record,
		{
			state,
			holderId: null,
			heldSince: null,
			placeId: where?.id ?? actor.placeId,
			room: input.room ?? '',
			requestId: null,
			requestNumber: null
		},
		{
			action: 'item.returned',
			note: input.note,
			names: where ? { placeName: where.name } : {}
		},
		at
	);
	return { id: record.id, inventoryNumber: record.inventoryNumber };
}
