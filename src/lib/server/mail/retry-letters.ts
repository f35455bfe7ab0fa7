import { and, inArray } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { DELIVER_JOB } from '#lib/server/mail/write-letters.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';

/**
 * Sends letters again that were given up, kept or wait after a refusal: at once, with 24 hours of tries anew.
 * Letters on their way or sent are left alone. Administrators. Recorded: `letter.retried`. Throws Forbidden.
 * Returns how many will be sent.
 */
export async function retryLetters(
	db: Db,
	actor: Actor,
	input: { ids: readonly string[] },
	clock: Clock = systemClock
): Promise<number> {
	if (!can(actor, 'outbox.read') || !can(actor, 'settings.edit')) throw forbidden();
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const letters = await tx
			.update(outboxMessage)
			.set({ state: 'waiting', attempts: 0, nextAttemptAt: at, error: null })
			.where(
				and(
					inArray(outboxMessage.id, [...input.ids]),
					inArray(outboxMessage.state, ['failed', 'kept', 'waiting'])
				)
			)
			.returning({ id: outboxMessage.id, to: outboxMessage.to });
		if (letters.length > 0) await enqueue(tx, DELIVER_JOB);
		await recordAudits(
			tx,
			letters.map((letter) => ({
				actor,
				action: 'letter.retried',
				noun: 'letter',
				recordId: letter.id,
				after: { to: letter.to },
				at
			}))
		);
		return letters.length;
	});
}
