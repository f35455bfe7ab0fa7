import { and, eq, inArray, isNull } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { isId } from '#lib/ids.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { getRegisterPerson } from '#lib/server/people/register-person.ts';
import { mayGiveTo, seatDevice } from './seat-device.ts';
import { softwareSeat } from './tables.ts';

/**
 * Takes a seat back, so that somebody else can have it, with what shows that it is gone: a report, a letter of the maker,
 * a look at the device. Only the desk within its units. The seat stays in the register with the day; recorded as
 * `seat.released`. Throws NotFound, Forbidden, and Conflict `registers_seat_already_released`.
 */
export async function releaseSeat(
	db: DbOrTx,
	actor: Actor,
	input: { seatId: string; evidence?: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'seats.give')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const seat = await lockSeat(tx, actor, input.seatId);
		if (seat.releasedAt) throw conflict('registers_seat_already_released');
		await release(tx, actor, [seat.id], { evidence: input.evidence ?? '', at: clock.now() });
	});
}

/**
 * A seat, locked, that the actor may give and take back: of their units' people and devices. Throws NotFound, Forbidden.
 */
export async function lockSeat(tx: Tx, actor: Actor, seatId: string) {
	const [seat] = isId(seatId)
		? await tx.select().from(softwareSeat).where(eq(softwareSeat.id, seatId)).for('update')
		: [];
	if (!seat) throw notFound();
	if (seat.personId) await getRegisterPerson(tx, actor, 'seats.give', seat.personId);
	if (seat.itemId) mayGiveTo(actor, await seatDevice(tx, seat.itemId));
	return seat;
}

/**
 * Takes back every seat a person has (somebody leaves). Only the desk within its units; each is recorded as
 * `seat.released`. Returns the ids of the seats.
 */
export async function releaseAllSeats(
	db: DbOrTx,
	actor: Actor,
	input: { personId: string },
	clock: Clock = systemClock
): Promise<string[]> {
	if (!can(actor, 'seats.give')) throw forbidden();
	return withTransaction(db, async (tx) => {
		await getRegisterPerson(tx, actor, 'seats.give', input.personId);
		const live = await tx
			.select({ id: softwareSeat.id })
			.from(softwareSeat)
			.where(and(eq(softwareSeat.personId, input.personId), isNull(softwareSeat.releasedAt)))
			.orderBy(softwareSeat.id)
			.for('update');
		const ids = live.map((seat) => seat.id);
		await release(tx, actor, ids, { evidence: '', at: clock.now() });
		return ids;
	});
}

async function release(
	tx: Tx,
	actor: Actor,
	seatIds: string[],
	{ evidence, at }: { evidence: string; at: Date }
) {
	if (seatIds.length === 0) return;
	const released = {
		state: 'revoked' as const,
		releasedAt: at,
		releasedById: actorPersonId(actor),
		evidence
	};
	await tx.update(softwareSeat).set(released).where(inArray(softwareSeat.id, seatIds));
	await recordAudits(
		tx,
		seatIds.map((recordId) => ({
			actor,
			action: 'seat.released',
			noun: 'seat',
			recordId,
			after: released,
			at
		}))
	);
}
