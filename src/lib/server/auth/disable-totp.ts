import { eq } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { mustHaveSecondFactor } from './authenticate.ts';
import { confirmOwnPassword } from './confirm-own-password.ts';
import { dropRecoveryCodes } from './recovery-codes.ts';
import { credential } from './tables.ts';
import { tellOwner } from './tell-owner.ts';

/**
 * A person gives up their second factor, giving their password; the recovery codes go with it. Not for agents,
 * authors and administrators. Recorded: `second_factor.disabled`. Throws Conflict for those and after too many
 * tries, Invalid for a wrong password.
 */
export async function disableTotp(
	db: Db,
	actor: Actor,
	input: { password: string },
	clock: Clock = systemClock
): Promise<void> {
	if (mustHaveSecondFactor(actor)) throw conflict('auth_totp_must');
	const account = await confirmOwnPassword(db, actor, input.password, 'password');
	if (!account.totpConfirmedAt) return;
	const now = clock.now();
	await withTransaction(db, async (tx) => {
		await tx
			.update(credential)
			.set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null })
			.where(eq(credential.personId, actor.personId));
		await dropRecoveryCodes(tx, actor.personId);
		await tellOwner(tx, 'auth.second_factor_off', actor.personId, now);
		await recordAudit(tx, {
			actor,
			action: 'second_factor.disabled',
			noun: 'person',
			recordId: actor.personId,
			before: { secondFactor: true },
			after: { secondFactor: false },
			at: now
		});
	});
}
