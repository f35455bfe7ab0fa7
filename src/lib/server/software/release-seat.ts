import { and, eq, inArray, isNull } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { getRegisterPerson } from '#lib/server/people/register-person.ts';
import { softwareSeat } from './tables.ts';

/**
 * Takes a seat back, so that somebody else can have it. Only the desk within its units. The seat stays in the
 * register with the day; recorded as `seat.released`. Throws NotFound, Forbidden, and Conflict
 * `registers_seat_already_released`.
 */
export async function releaseSeat(
	db: DbOrTx,
	actor: Actor,
	input: { seatId: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'seats.give')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const [seat] = await tx
			.select({ personId: softwareSeat.personId, releasedAt: softwareSeat.releasedAt })
			.from(softwareSeat)
			.where(eq(softwareSeat.id, input.seatId))
			.for('update');
		if (!seat) throw notFound();
		if (seat.personId) await getRegisterPerson(tx, actor, 'seats.give', seat.personId);
		if (seat.releasedAt) throw conflict('registers_seat_already_released');
		await release(tx, actor, [input.seatId], clock.now());
	});
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
		await release(tx, actor, ids, clock.now());
		return ids;
	});
}

async function release(tx: Tx, actor: Actor, seatIds: string[], at: Date) {
	if (seatIds.length === 0) return;
	const released = {
		state: 'revoked' as const,
		releasedAt: at,
		releasedById: actorPersonId(actor)
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
