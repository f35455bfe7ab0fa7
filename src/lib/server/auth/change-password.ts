import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { confirmOwnPassword } from './confirm-own-password.ts';
import { hashPassword, requireGoodPassword } from './passwords.ts';
import { setPassword } from './set-password.ts';
import { tellOwner } from './tell-owner.ts';

/**
 * A person replaces their own password, giving the present one. Every other session of theirs ends, and
 * they are told. Recorded: `password.changed`. Throws Invalid for a wrong present password or a new one that breaks the rule, Conflict
 * after too many tries.
 */
export async function changePassword(
	db: Db,
	actor: Actor,
	input: { current: string; password: string },
	clock: Clock = systemClock
): Promise<{ sessionsEnded: number }> {
	requireGoodPassword(input.password, [actor.email, actor.name]);
	await confirmOwnPassword(db, actor, input.current, 'current');
	const passwordHash = await hashPassword(input.password);
	const now = clock.now();
	return withTransaction(db, async (tx) => {
		const sessionsEnded = await setPassword(
			tx,
			{ personId: actor.personId, passwordHash, keepSessionId: actor.sessionId ?? '' },
			now
		);
		await tellOwner(tx, 'auth.password_changed', actor.personId, now);
		await recordAudit(tx, {
			actor,
			action: 'password.changed',
			noun: 'person',
			recordId: actor.personId,
			after: { sessionsEnded },
			at: now
		});
		return { sessionsEnded };
	});
}
