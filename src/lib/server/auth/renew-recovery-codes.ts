import { conflict } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { confirmOwnPassword } from './confirm-own-password.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';

/**
 * Ten new recovery codes, shown once; the earlier ones stop working. For the person themselves, giving their
 * password. Recorded: `recovery_codes.renewed`. Throws Invalid for a wrong password, Conflict without a
 * second factor or after too many tries.
 */
export async function renewRecoveryCodes(
	db: Db,
	actor: Actor,
	input: { password: string },
	clock: Clock = systemClock
): Promise<string[]> {
	const account = await confirmOwnPassword(db, actor, input.password, 'password');
	if (!account.totpConfirmedAt) throw conflict('auth_totp_missing');
	return withTransaction(db, async (tx) => {
		const codes = await replaceRecoveryCodes(tx, actor.personId);
		await recordAudit(tx, {
			actor,
			action: 'recovery_codes.renewed',
			noun: 'person',
			recordId: actor.personId,
			at: clock.now()
		});
		return codes;
	});
}
