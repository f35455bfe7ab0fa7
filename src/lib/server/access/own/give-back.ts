import { eq } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { lastDayOf } from '#lib/server/systems/right-days.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { openAccessTask } from '../tasks/open-access-task.ts';

/** Days the desk has for it, today counted. */
const DAYS_FOR_DESK = 8;

export type GiveBack = { rightId?: string | null; seatId?: string | null; reason?: string };

/**
 * Gives back a right or a seat that is no longer needed: the desk gets a task to take it, and until then it stays. Its
 * holder may, and the holder's line manager. Saying it twice is saying it once. Recorded as `access_task.opened`.
 * Throws NotFound for what is not there or not theirs to give back, Conflict for what has ended already.
 */
export async function giveBack(
	db: Db,
	actor: Actor,
	{ rightId, seatId, reason = '' }: GiveBack,
	clock: Clock = systemClock
): Promise<{ dueOn: string }> {
	const id = rightId ?? seatId ?? '';
	if (!isId(id)) throw notFound();
	return withTransaction(db, async (tx) => {
		const [held] = rightId
			? await tx
					.select({
						...{ personId: person.id, managerId: person.managerId },
						endedAt: accessRight.endedAt
					})
					.from(accessRight)
					.innerJoin(person, eq(person.id, accessRight.personId))
					.where(eq(accessRight.id, id))
					.for('update', { of: accessRight })
			: await tx
					.select({
						...{ personId: person.id, managerId: person.managerId },
						endedAt: softwareSeat.releasedAt
					})
					.from(softwareSeat)
					.innerJoin(person, eq(person.id, softwareSeat.personId))
					.where(eq(softwareSeat.id, id))
					.for('update', { of: softwareSeat });
		if (!held || ![held.personId, held.managerId].includes(actor.personId)) throw notFound();
		if (held.endedAt) {
			throw conflict(rightId ? 'registers_right_already_ended' : 'registers_seat_already_released');
		}
		const at = clock.now();
		const dueOn = lastDayOf(isoDay(at), DAYS_FOR_DESK);
		const what = rightId
			? { kind: 'end_right' as const, rightId }
			: { kind: 'release_seat' as const, seatId };
		const input = { ...what, personId: held.personId, note: reason.trim(), dueOn };
		await openAccessTask(tx, actor, { ...input, source: 'own_wish' }, at);
		return { dueOn };
	});
}
