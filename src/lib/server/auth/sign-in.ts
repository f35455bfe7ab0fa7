import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { findAccountByEmail, normalizeEmail } from './accounts.ts';
import { findActor } from './actor-row.ts';
import { countAttempt, forgetAttempts } from './attempt-limits.ts';
import { secondFactorIsAsked } from './authenticate.ts';
import { browserWords } from './browser-words.ts';
import { hasSignedInFrom, isNewBrowser } from './known-browser.ts';
import { openSession, type Browser } from './open-session.ts';
import { verifyPassword } from './passwords.ts';
import { portalActor } from './portal-actor.ts';
import { tellOwner } from './tell-owner.ts';

export type SignInInput = {
	email: string;
	password: string;
	/** "This is a shared computer": the session ends after 30 idle minutes. */
	shared: boolean;
	browser: Browser;
	/** The session token that the browser came with, if any; it ends. */
	replacesToken?: string | undefined;
};

export type SignInResult =
	| { outcome: 'signed_in'; token: string; actor: Actor; secondFactorPending: boolean }
	| { outcome: 'refused' }
	| { outcome: 'wait'; seconds: number };

/**
 * Signs a person in by e-mail address and password. Anybody may try. An unknown address, a wrong password,
 * somebody who left and somebody who has no password yet all get `refused`, after the same work. Too many
 * tries at one account or from one address get `wait`. Success opens a new session and ends the one the
 * browser had; the person is told when it came from a browser never seen before. Recorded:
 * `session.started`, `session.refused`, `session.locked_out`. Throws nothing.
 */
export async function signIn(
	db: Db,
	input: SignInInput,
	clock: Clock = systemClock
): Promise<SignInResult> {
	const email = normalizeEmail(input.email);
	const now = clock.now();
	const { ip } = input.browser;
	const account = await findAccountByEmail(db, email);
	const allowance = await countAttempt(db, 'sign_in', email, ip, () =>
		hasSignedInFrom(db, account?.personId, ip, now)
	);
	if (!allowance.allowed) {
		if (allowance.lockedNow) await record(db, 'session.locked_out', account?.personId, ip, now);
		return { outcome: 'wait', seconds: allowance.waitSeconds };
	}
	const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
	const actor = account && isRight ? await findActor(db, account.personId, now) : undefined;
	if (!account || !actor) {
		await record(db, 'session.refused', account?.personId, ip, now);
		return { outcome: 'refused' };
	}
	await forgetAttempts(db, 'sign_in', email, ip);
	return enter(db, actor, account.totpConfirmedAt !== null, input, now);
}

async function enter(
	db: Db,
	actor: Actor,
	hasTotp: boolean,
	input: SignInInput,
	now: Date
): Promise<SignInResult> {
	const { browser, shared, replacesToken } = input;
	const { personId } = actor;
	const isNew = !config().isSample && (await isNewBrowser(db, personId, browser));
	return withTransaction(db, async (tx) => {
		const opened = { personId, shared, secondFactorAt: null, browser, replacesToken };
		const { token, sessionId } = await openSession(tx, opened, now);
		if (isNew) {
			const params = { device: browserWords(browser.userAgent), address: browser.ip };
			await tellOwner(tx, 'auth.new_sign_in', personId, now, params);
		}
		await recordAudit(tx, {
			actor: { ...actor, ip: browser.ip },
			action: 'session.started',
			noun: 'session',
			recordId: personId,
			after: { shared, userAgent: browser.userAgent },
			at: now
		});
		return {
			outcome: 'signed_in',
			token,
			actor: { ...actor, sessionId, ip: browser.ip },
			secondFactorPending: secondFactorIsAsked(actor, hasTotp)
		};
	});
}

function record(db: Db, action: string, personId: string | undefined, ip: string, at: Date) {
	return withTransaction(db, (tx) =>
		recordAudit(tx, {
			actor: portalActor(ip),
			action,
			noun: 'session',
			recordId: personId ?? 'unknown',
			at
		})
	);
}
