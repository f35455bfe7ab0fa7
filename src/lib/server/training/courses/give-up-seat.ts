import { eq } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { mustActFor } from './may-act-for.ts';
import { offerFreeSeats } from './offer-seats.ts';
import { lockSession } from './session-record.ts';
import { findSeat } from './sign-up.ts';
import { courseSeat } from './tables.ts';
import { tellCourse } from './tell-course.ts';

/**
 * Gives back a seat, an offer or a place on the waiting list before the session begins; the seat is offered to the
 * next at once, and the calendar entry of whoever had it is taken out. Who may: as for signing up. Recorded as
 * `course.seat_given_up`. Throws NotFound, Forbidden, Conflict `courses_error_sign_up_over`. Giving back nothing is fine.
 */
export async function giveUpSeat(
	db: DbOrTx,
	actor: Actor,
	input: { sessionId: string; personId?: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const personId = input.personId ?? actor.personId;
	await withTransaction(db, async (tx) => {
		const session = await lockSession(tx, input.sessionId);
		await mustActFor(tx, actor, personId);
		const seat = await findSeat(tx, session.id, personId);
		if (!seat || !['seated', 'offered', 'waiting'].includes(seat.state)) return;
		if (at >= session.startsAt) throw conflict('courses_error_sign_up_over');
		await tx
			.update(courseSeat)
			.set({ state: 'given_up', offeredUntil: null })
			.where(eq(courseSeat.id, seat.id));
		if (seat.state === 'seated') {
			await tellCourse(tx, session, {
				kind: 'course.given_up',
				recipients: [personId],
				calendar: 'CANCEL',
				at
			});
		}
		await offerFreeSeats(tx, session, at);
		await recordAudit(tx, {
			actor,
			action: 'course.seat_given_up',
			noun: 'course_session',
			recordId: session.id,
			before: { personId, state: seat.state },
			after: { personId, state: 'given_up' },
			at
		});
	});
}
