import { eq } from 'drizzle-orm';
import { conflict, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { findAccount } from './accounts.ts';
import { countAttempt, forgetAttempts } from './attempt-limits.ts';
import { confirmOwnPassword } from './confirm-own-password.ts';
import type { Browser } from './open-session.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import { credential } from './tables.ts';
import { tellOwner } from './tell-owner.ts';
import { isTotpSecret, totpStep } from './totp.ts';
import { passSession } from './verify-second-factor.ts';

export type ConfirmTotpInput = {
	/** The secret that `proposeTotp` gave and the page carried; only the person's own app has seen it. */
	secret: string;
	code: string;
	/** Asked for when a second factor is put in place of another, or set up later than at sign-in. */
	password: string | null;
	browser: Browser;
	token: string;
};

/**
 * Puts a second factor in force: the first code from the app proves that it holds the secret. For the person
 * themselves; at the sign-in that demands one the password was just given, later it is asked again. Gives ten
 * recovery codes, shown once, and a new session token. Recorded: `second_factor.enabled`. Throws Invalid for
 * a wrong code or password, Conflict after too many tries or when one is in force and no password was given.
 */
export async function confirmTotp(
	db: Db,
	actor: Actor,
	input: ConfirmTotpInput,
	clock: Clock = systemClock
): Promise<{ token: string; shared: boolean; recoveryCodes: string[] }> {
	const now = clock.now();
	const before = await findAccount(db, actor.personId);
	if (input.password !== null) await confirmOwnPassword(db, actor, input.password, 'password');
	else if (before?.totpConfirmedAt) throw conflict('auth_totp_already');
	await requireRightCode(db, actor, input, now);
	return withTransaction(db, async (tx) => {
		const step = totpStep(input.secret, input.code, now);
		await tx
			.update(credential)
			.set({ totpSecret: input.secret, totpConfirmedAt: now, totpLastStep: step })
			.where(eq(credential.personId, actor.personId));
		const recoveryCodes = await replaceRecoveryCodes(tx, actor.personId);
		const { token, shared } = await passSession(tx, actor, input, now);
		await tellOwner(tx, 'auth.second_factor_on', actor.personId, now);
		await recordAudit(tx, {
			actor,
			action: 'second_factor.enabled',
			noun: 'person',
			recordId: actor.personId,
			before: { secondFactor: before?.totpConfirmedAt != null },
			after: { secondFactor: true },
			at: now
		});
		return { token, shared, recoveryCodes };
	});
}

async function requireRightCode(db: Db, actor: Actor, input: ConfirmTotpInput, now: Date) {
	const ip = input.browser.ip;
	const allowance = await countAttempt(db, 'second_factor', actor.personId, ip);
	if (!allowance.allowed)
		throw conflict('auth_wait_minutes', { minutes: String(Math.ceil(allowance.waitSeconds / 60)) });
	if (!isTotpSecret(input.secret) || totpStep(input.secret, input.code, now) === null)
		throw invalid({ code: ['auth_code_wrong'] });
	await forgetAttempts(db, 'second_factor', actor.personId, ip);
}
