import { and, eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { session } from './tables.ts';

/**
 * Signs out one browser of the person themselves: this one, or another from their list. Recorded:
 * `session.ended`. Throws NotFound for a session that is not theirs or has ended.
 */
export async function endSession(
	db: Db,
	actor: Actor,
	input: { sessionId: string },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const [ended] = await tx
			.delete(session)
			.where(and(eq(session.id, input.sessionId), eq(session.personId, actor.personId)))
			.returning({ userAgent: session.userAgent });
		if (!ended) throw notFound();
		await recordAudit(tx, {
			actor,
			action: 'session.ended',
			noun: 'session',
			recordId: actor.personId,
			before: ended,
			at: clock.now()
		});
	});
}
