import { conflict, forbidden, invalid } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { getRegisterPerson } from '#lib/server/people/register-person.ts';
import { changeItem, lockItem, placeOf, stateAfter, type ItemRef } from './item-record.ts';

export type HandOverInput = ItemRef & {
	/** Who gets it; absent for a thing that only a room has. */
	personId?: string | null;
	/** Where it will stand; the person's own place when absent. */
	placeId?: string | null;
	room?: string;
	/** The request that gives it, with its number. */
	requestId?: string | null;
	requestNumber?: number | null;
	note?: string;
};

/**
 * Hands an item from stock over to a person, or to a room that shares it. Only the desk, within its units on
 * both sides; runs inside the caller's transaction when given one. The item's row is locked, so it has one
 * holder however many hand it out at once. Recorded as `item.handed_over`.
 *
 * Throws NotFound, Forbidden, Conflict with the reason why it is not free, Invalid when nobody and no place
 * would have it.
 */
export async function handOver(
	db: DbOrTx,
	actor: Actor,
	input: HandOverInput,
	clock: Clock = systemClock
): Promise<{ id: string; inventoryNumber: string }> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	if (!input.personId && !input.placeId) throw invalid({ personId: ['registers_nobody_gets_it'] });
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const record = await lockItem(tx, actor, input);
		const state = stateAfter(record, 'hand_over');
		const holder = input.personId
			? await getRegisterPerson(tx, actor, 'equipment.move', input.personId)
			: null;
		if (holder?.status === 'left') {
			throw conflict('registers_person_left', { person: holder.name });
		}
		const where = input.placeId ? await placeOf(tx, input.placeId) : null;
		await changeItem(
			tx,
			actor,
			record,
			{
				state,
				holderId: holder?.id ?? null,
				placeId: where?.id ?? holder?.placeId ?? null,
				room: input.room ?? '',
				heldSince: isoDay(at),
				requestId: input.requestId ?? null,
				requestNumber: input.requestNumber ?? null
			},
			{
				action: 'item.handed_over',
				note: input.note,
				names: {
					...(holder ? { holderName: holder.name } : {}),
					...(where ? { placeName: where.name } : {})
				}
			},
			at
		);
		return { id: record.id, inventoryNumber: record.inventoryNumber };
	});
}
