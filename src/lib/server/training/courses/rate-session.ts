import { eq } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { lockSession } from './session-record.ts';
import { findSeat } from './sign-up.ts';
import { courseSeat } from './tables.ts';

/**
 * What somebody who was there says of the session, once it has begun: 1 to 5 and a few words; said again, it
 * replaces. Oneself only. Recorded as `course.rated`, without the words. Throws NotFound for whoever was
 * not there, Invalid at `rating`, Conflict before the session.
 */
export async function rateSession(
	db: DbOrTx,
	actor: Actor,
	input: { sessionId: string; rating: number; feedback: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	if (!Number.isInteger(input.rating) || input.rating < 1 || input.rating > 5)
		throw invalid({ rating: ['errors_choose'] });
	await withTransaction(db, async (tx) => {
		const session = await lockSession(tx, input.sessionId);
		const seat = await findSeat(tx, session.id, actor.personId);
		if (seat?.state !== 'attended') throw notFound();
		if (at < session.startsAt) throw conflict('courses_error_not_begun');
		await tx
			.update(courseSeat)
			.set({ rating: input.rating, feedback: input.feedback.trim() })
			.where(eq(courseSeat.id, seat.id));
		await recordAudit(tx, {
			actor,
			action: 'course.rated',
			noun: 'course_session',
			recordId: session.id,
			after: { rating: input.rating },
			at
		});
	});
}
