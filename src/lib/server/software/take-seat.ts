import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { getRegisterPerson } from '#lib/server/people/register-person.ts';
import { positionOf, wouldCover, type SeatHolder } from './position.ts';
import { lockProduct } from './save-product.ts';
import { mayGiveTo, seatDevice } from './seat-device.ts';
import { softwareSeat } from './tables.ts';

export type TakeSeatInput = SeatHolder & {
	productId: string;
	/** The request that gives it, with its number. */
	requestId?: string | null;
	requestNumber?: number | null;
};

/**
 * Gives a seat of a product to a person or to a device. Only the desk within its units; runs inside the caller's
 * transaction when given one. Never more than the position allows (`position.ts`), with purchases that are agreed: the
 * product's row is locked, so of any number who take the last seat at once exactly one gets it. A seat for whoever uses
 * the product already without one is given where the sum stays what it is. Recorded as `seat.taken`.
 *
 * Throws NotFound, Forbidden, and Conflict: `registers_no_free_seats`, `registers_seat_already_held`,
 * `registers_software_forbidden`, `registers_person_left`, `licences_item_written_off`.
 */
export async function takeSeat(
	db: DbOrTx,
	actor: Actor,
	input: TakeSeatInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'seats.give')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const product = await lockProduct(tx, input.productId);
		if (!product) throw notFound();
		const { holder, name } = await holderOf(tx, actor, input);
		const names = { product: product.name, person: name };
		if (product.policy === 'forbidden' || !product.active) {
			throw conflict('registers_software_forbidden', names);
		}
		const at = clock.now();
		const position = await positionOf(tx, product.id, isoDay(at));
		if (position.left !== null) {
			const covers = await wouldCover(tx, product.id, holder);
			if (position.left + position.ordered - 1 + covers < 0)
				throw conflict('registers_no_free_seats', { ...names, seats: String(position.bought) });
		}
		const seat = {
			id: newId(),
			productId: product.id,
			...holder,
			requestId: input.requestId ?? null,
			requestNumber: input.requestNumber ?? null,
			takenById: actorPersonId(actor),
			takenAt: at
		};
		const made = await tx
			.insert(softwareSeat)
			.values(seat)
			.onConflictDoNothing()
			.returning({ id: softwareSeat.id });
		if (made.length === 0) throw conflict('registers_seat_already_held', names);
		await recordAudit(tx, {
			actor,
			action: 'seat.taken',
			noun: 'seat',
			recordId: seat.id,
			after: { ...seat, product: product.slug },
			at: seat.takenAt
		});
		return { id: seat.id };
	});
}

/** Who is to have it, when the actor may give it to them. */
async function holderOf(
	tx: Tx,
	actor: Actor,
	input: SeatHolder
): Promise<{ holder: SeatHolder; name: string }> {
	if ('personId' in input) {
		const { id, name, status } = await getRegisterPerson(tx, actor, 'seats.give', input.personId);
		if (status === 'left') throw conflict('registers_person_left', { person: name });
		return { holder: { personId: id }, name };
	}
	const device = await seatDevice(tx, input.itemId);
	mayGiveTo(actor, device);
	if (device.withdrawnAt !== null || device.state === 'written_off')
		throw conflict('licences_item_written_off', { number: device.inventoryNumber });
	return { holder: { itemId: device.id }, name: `${device.inventoryNumber} ${device.model}` };
}
