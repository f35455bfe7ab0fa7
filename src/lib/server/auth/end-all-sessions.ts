import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { endSessions } from './set-password.ts';

/**
 * "Sign out everywhere": ends every session of the person themselves, this one too. Gives their number.
 * Recorded: `session.all_ended`. Throws nothing.
 */
export async function endAllSessions(
	db: Db,
	actor: Actor,
	clock: Clock = systemClock
): Promise<number> {
	return withTransaction(db, async (tx) => {
		const ended = await endSessions(tx, actor.personId);
		await recordAudit(tx, {
			actor,
			action: 'session.all_ended',
			noun: 'session',
			recordId: actor.personId,
			before: { sessions: ended },
			at: clock.now()
		});
		return ended;
	});
}
