import { and, eq } from 'drizzle-orm';
import { conflict, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { sessionPhase, type SeatState } from '#lib/training/course-session.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findActive } from '#lib/server/people/still-there.ts';
import { mustActFor } from './may-act-for.ts';
import { offerFreeSeats } from './offer-seats.ts';
import { freeSeats, lockSession, type LockedSession } from './session-record.ts';
import { courseSeat } from './tables.ts';
import { tellCourse } from './tell-course.ts';

/**
 * Signs somebody up: a seat while there are any and nobody waits before them, else a place on the waiting list. Who takes an offered seat signs
 * up again. Everybody for themselves, a line manager for their people, a representative for their unit, authors and
 * administrators for all. Told with a calendar entry. Recorded as `course.signed_up`.
 *
 * Throws NotFound, Forbidden, Conflict `courses_error_cancelled` or `courses_error_sign_up_over`. Twice is once.
 */
export async function signUp(
	db: DbOrTx,
	actor: Actor,
	input: { sessionId: string; personId?: string },
	clock: Clock = systemClock
): Promise<{ state: SeatState }> {
	const at = clock.now();
	const personId = input.personId ?? actor.personId;
	return withTransaction(db, async (tx) => {
		const session = await lockSession(tx, input.sessionId);
		await mustActFor(tx, actor, personId);
		if (!(await findActive(tx, personId))) throw invalid({ personId: ['errors_record_gone'] });
		mustBeAhead(session, at);
		await offerFreeSeats(tx, session, at);
		const before = await findSeat(tx, session.id, personId);
		if (before?.state === 'seated' || before?.state === 'waiting') return { state: before.state };
		if (before?.state !== 'offered' && sessionPhase(session, at) !== 'open')
			throw conflict('courses_error_sign_up_over');
		const state = before?.state === 'offered' ? 'seated' : await nextState(tx, session);
		await write(tx, { session, personId, state, seatId: before?.id, at });
		await tellCourse(tx, session, {
			kind: state === 'seated' ? 'course.seat_given' : 'course.waiting',
			recipients: [personId],
			...(state === 'seated' ? { calendar: 'REQUEST' as const } : {}),
			at
		});
		await recordAudit(tx, {
			actor,
			action: 'course.signed_up',
			noun: 'course_session',
			recordId: session.id,
			before: before && { personId, state: before.state },
			after: { personId, state },
			at
		});
		return { state };
	});
}

function mustBeAhead(session: LockedSession, at: Date): void {
	const phase = sessionPhase(session, at);
	if (phase === 'cancelled') throw conflict('courses_error_cancelled');
	// An offer made in time may be taken until it ends, which is never after the beginning.
	if (phase !== 'open' && phase !== 'closed_for_sign_up')
		throw conflict('courses_error_sign_up_over');
}

/** The seat of a person in a session, in whatever state. */
export async function findSeat(tx: Tx, sessionId: string, personId: string) {
	const [seat] = await tx
		.select()
		.from(courseSeat)
		.where(and(eq(courseSeat.sessionId, sessionId), eq(courseSeat.personId, personId)));
	return seat;
}

async function nextState(tx: Tx, session: LockedSession): Promise<'seated' | 'waiting'> {
	return (await freeSeats(tx, session)) > 0 ? 'seated' : 'waiting';
}

async function write(
	tx: Tx,
	seat: {
		session: LockedSession;
		personId: string;
		state: SeatState;
		seatId: string | undefined;
		at: Date;
	}
): Promise<void> {
	const values = { state: seat.state, signedUpAt: seat.at, offeredUntil: null };
	if (seat.seatId) {
		await tx.update(courseSeat).set(values).where(eq(courseSeat.id, seat.seatId));
		return;
	}
	await tx.insert(courseSeat).values({
		id: newId(),
		sessionId: seat.session.id,
		personId: seat.personId,
		...values
	});
}
