import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { listConcerned, lockSession } from './session-record.ts';
import { courseSession } from './tables.ts';
import { tellCourse } from './tell-course.ts';

/**
 * Cancels a session that has not begun, with a reason that everybody concerned gets; calendars take it out. Authors
 * and administrators. Recorded as `course.cancelled`. Throws Forbidden, NotFound, Invalid without a reason,
 * Conflict when it is cancelled already or has begun.
 */
export async function cancelSession(
	db: DbOrTx,
	actor: Actor,
	input: { sessionId: string; reason: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const reason = input.reason.trim();
	if (!reason) throw invalid({ reason: ['errors_required'] });
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const before = await lockSession(tx, input.sessionId);
		if (before.cancelledAt) throw conflict('courses_error_cancelled');
		if (at >= before.startsAt) throw conflict('courses_error_begun');
		const sequence = before.sequence + 1;
		await tx
			.update(courseSession)
			.set({ cancelledAt: at, cancelReason: reason, sequence, updatedAt: at })
			.where(eq(courseSession.id, before.id));
		const session = { ...before, cancelledAt: at, cancelReason: reason, sequence };
		const concerned = await listConcerned(tx, before.id);
		const told = { kind: 'course.cancelled', note: reason, at } as const;
		await tellCourse(tx, session, {
			...told,
			recipients: concerned.filter((one) => one.state === 'seated').map((one) => one.personId),
			calendar: 'CANCEL'
		});
		await tellCourse(tx, session, {
			...told,
			recipients: concerned.filter((one) => one.state !== 'seated').map((one) => one.personId)
		});
		await recordAudit(tx, {
			actor,
			action: 'course.cancelled',
			noun: 'course_session',
			recordId: before.id,
			after: { reason, concerned: concerned.length },
			at
		});
	});
}
