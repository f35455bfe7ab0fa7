import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { findAccount } from './accounts.ts';
import { countAttempt, forgetAttempts } from './attempt-limits.ts';
import { openSession, type Browser } from './open-session.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { credential, session } from './tables.ts';
import { tellOwner } from './tell-owner.ts';
import { totpStep } from './totp.ts';

export type SecondFactorResult =
	| { outcome: 'accepted'; token: string; shared: boolean; usedRecoveryCode: boolean }
	| { outcome: 'refused' }
	| { outcome: 'wait'; seconds: number };

/**
 * The second half of signing in: a code of the authenticator app, or a recovery code. For the person whose
 * session came with the request. Each code works once; too many tries get `wait`. Success replaces the
 * session by one under a new token. Recorded: `second_factor.accepted`, `second_factor.refused`.
 */
export async function verifySecondFactor(
	db: Db,
	actor: Actor,
	input: { code: string; browser: Browser; token: string },
	clock: Clock = systemClock
): Promise<SecondFactorResult> {
	const now = clock.now();
	const { ip } = input.browser;
	const allowance = await countAttempt(db, 'second_factor', actor.personId, ip);
	if (!allowance.allowed) return { outcome: 'wait', seconds: allowance.waitSeconds };
	const result = await withTransaction(db, async (tx): Promise<SecondFactorResult> => {
		const used = await takeCode(tx, actor.personId, input.code, now);
		if (!used) {
			await record(tx, actor, 'second_factor.refused', null, now);
			return { outcome: 'refused' };
		}
		const { token, shared } = await passSession(tx, actor, input, now);
		if (used === 'recovery_code')
			await tellOwner(tx, 'auth.recovery_code_used', actor.personId, now);
		await record(tx, actor, 'second_factor.accepted', used, now);
		return { outcome: 'accepted', token, shared, usedRecoveryCode: used === 'recovery_code' };
	});
	if (result.outcome === 'accepted') await forgetAttempts(db, 'second_factor', actor.personId, ip);
	return result;
}

/** Accepts a TOTP code when its step is later than the last one accepted: a code seen over a shoulder is dead. */
export async function takeTotpStep(tx: DbOrTx, personId: string, step: number): Promise<boolean> {
	const taken = await tx
		.update(credential)
		.set({ totpLastStep: step })
		.where(
			and(
				eq(credential.personId, personId),
				or(isNull(credential.totpLastStep), lt(credential.totpLastStep, step))
			)
		)
		.returning({ personId: credential.personId });
	return taken.length === 1;
}

/** Replaces the session by one that has both factors, under a new token. */
export async function passSession(
	tx: Tx,
	actor: Actor,
	input: { browser: Browser; token: string },
	now: Date
): Promise<{ token: string; shared: boolean }> {
	const [before] = await tx
		.select({ shared: session.shared })
		.from(session)
		.where(eq(session.id, actor.sessionId ?? ''));
	const shared = before?.shared ?? true;
	const { token } = await openSession(
		tx,
		{
			personId: actor.personId,
			shared,
			secondFactorAt: now,
			browser: input.browser,
			replacesToken: input.token
		},
		now
	);
	return { token, shared };
}

async function takeCode(tx: Tx, personId: string, code: string, now: Date) {
	const account = await findAccount(tx, personId);
	if (!account?.totpSecret || !account.totpConfirmedAt) return null;
	const step = totpStep(account.totpSecret, code, now);
	if (step !== null) return (await takeTotpStep(tx, personId, step)) ? 'totp' : null;
	return (await takeRecoveryCode(tx, personId, code, now)) ? 'recovery_code' : null;
}

function record(tx: Tx, actor: Actor, action: string, by: string | null, at: Date) {
	return recordAudit(tx, {
		actor,
		action,
		noun: 'session',
		recordId: actor.personId,
		...(by ? { after: { by } } : {}),
		at
	});
}
