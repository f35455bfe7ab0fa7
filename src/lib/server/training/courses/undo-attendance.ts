import { eq } from 'drizzle-orm';
import { conflict, forbidden } from '#lib/errors.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { mayUndoMark } from '#lib/training/course-session.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { withdrawProof } from '../duty/revoke-completion.ts';
import { lockSession } from './session-record.ts';
import { findSeat } from './sign-up.ts';
import { courseSeat } from './tables.ts';

/**
 * Takes back that somebody was there, within ten minutes of having marked it on the list: a wrong tap. The proof stays,
 * revoked as entered by mistake, and what it had closed is open again; whoever came without signing up is off the list.
 * Whoever may mark attendance. Recorded as `course.attendance_undone` and `training.revoked`. Throws NotFound, Forbidden,
 * Conflict `courses_error_undo_late` for what was marked longer ago, by a code, or not at all.
 */
export async function undoAttendance(
	db: DbOrTx,
	actor: Actor,
	input: { sessionId: string; personId: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const session = await lockSession(tx, input.sessionId);
		if (!can(actor, 'course.mark_attendance', session)) throw forbidden();
		const seat = await findSeat(tx, session.id, input.personId);
		if (!seat?.completionId || !mayUndoMark(seat, at)) throw conflict('courses_error_undo_late');
		const reason = m.courses_undo_reason({}, { locale: session.locale });
		await withdrawProof(tx, actor, { completionId: seat.completionId, reason, at });
		const cameUnasked = seat.signedUpAt.getTime() === seat.markedAt?.getTime();
		const state = cameUnasked ? ('given_up' as const) : ('seated' as const);
		await tx
			.update(courseSeat)
			.set({ state, markedBy: null, markedAt: null, completionId: null })
			.where(eq(courseSeat.id, seat.id));
		await recordAudit(tx, {
			actor,
			action: 'course.attendance_undone',
			noun: 'course_session',
			recordId: session.id,
			before: { personId: input.personId, state: seat.state },
			after: { personId: input.personId, state },
			at
		});
	});
}
