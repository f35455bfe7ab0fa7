import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { attendanceOpen } from '#lib/training/course-session.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findActive } from '#lib/server/people/still-there.ts';
import { completeByAttendance } from '../duty/complete-by-attendance.ts';
import { isAttendanceCode } from './attendance-code.ts';
import { freeSeats, lockSession, type LockedSession } from './session-record.ts';
import { findSeat } from './sign-up.ts';
import { courseSeat } from './tables.ts';

/**
 * Marks from the list who was there and who was not; being there completes the module. From half an hour before the
 * session until two weeks after it. The teacher, authors, administrators. Somebody who came without signing up is added while
 * there are seats. Recorded as `course.attendance_marked`. Throws NotFound, Forbidden, Conflict outside that time,
 * for a cancelled session, without a free seat, and `courses_error_attended` for taking back an attendance: its
 * completion stands and is revoked with a reason instead.
 */
export async function markAttendance(
	db: DbOrTx,
	actor: Actor,
	input: { sessionId: string; personId: string; attended: boolean },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const session = await lockSession(tx, input.sessionId);
		if (!can(actor, 'course.mark_attendance', session)) throw forbidden();
		await mark(tx, actor, session, { ...input, by: 'list', at });
	});
}

/**
 * Marks oneself as present with the code that is on the teacher's screen now. Recorded as
 * `course.attendance_marked`. Throws NotFound, Invalid `courses_error_code` at `code` when the code is old or
 * wrong, and what marking from the list throws.
 */
export async function attendByCode(
	db: DbOrTx,
	actor: Actor,
	input: { sessionId: string; code: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const session = await lockSession(tx, input.sessionId);
		if (!isAttendanceCode(session.codeSecret, input.code.trim(), at))
			throw invalid({ code: ['courses_error_code'] });
		if (at > session.endsAt) throw conflict('courses_error_over');
		await mark(tx, actor, session, { personId: actor.personId, attended: true, by: 'code', at });
	});
}

type Mark = { personId: string; attended: boolean; by: 'list' | 'code'; at: Date };

async function mark(tx: Tx, actor: Actor, session: LockedSession, input: Mark): Promise<void> {
	const { personId, attended, by, at } = input;
	if (session.cancelledAt) throw conflict('courses_error_cancelled');
	if (!attendanceOpen(session, at)) throw conflict('courses_error_attendance_closed');
	const seat = await findSeat(tx, session.id, personId);
	if (seat?.state === 'attended') {
		if (attended) return;
		throw conflict('courses_error_attended');
	}
	const hasSeat = seat?.state === 'seated' || seat?.state === 'offered' || seat?.state === 'absent';
	if (!hasSeat && (!attended || (await freeSeats(tx, session)) <= 0))
		throw conflict('courses_error_full');
	const done = attended
		? await completeByAttendance(tx, actor, {
				personId,
				moduleId: session.moduleId,
				locale: session.locale,
				session: {
					id: session.id,
					startsAt: session.startsAt.toISOString(),
					endsAt: session.endsAt.toISOString(),
					teacher: session.teacher,
					place: session.placeName?.et ?? null,
					room: session.room
				},
				minutes: Math.round((session.endsAt.getTime() - session.startsAt.getTime()) / 60_000),
				at
			})
		: null;
	const values = {
		state: attended ? ('attended' as const) : ('absent' as const),
		offeredUntil: null,
		markedBy: by,
		markedAt: at,
		completionId: done?.id ?? null
	};
	if (seat) await tx.update(courseSeat).set(values).where(eq(courseSeat.id, seat.id));
	else {
		if (!(await findActive(tx, personId))) throw invalid({ personId: ['errors_record_gone'] });
		await tx
			.insert(courseSeat)
			.values({ id: newId(), sessionId: session.id, personId, signedUpAt: at, ...values });
	}
	await recordAudit(tx, {
		actor,
		action: 'course.attendance_marked',
		noun: 'course_session',
		recordId: session.id,
		before: seat && { personId, state: seat.state },
		after: { personId, state: values.state, by },
		at
	});
}
