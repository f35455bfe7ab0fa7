import { conflict } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { findActor } from './actor-row.ts';
import { forgetAttempts } from './attempt-limits.ts';
import { secondFactorIsAsked } from './authenticate.ts';
import { findLinkOwner } from './link-owner.ts';
import { takeLink } from './one-time-links.ts';
import { openSession, type Browser } from './open-session.ts';
import { hashPassword, requireGoodPassword } from './passwords.ts';
import { setPassword } from './set-password.ts';
import { tellOwner } from './tell-owner.ts';

export type EnterByLinkInput = {
	linkToken: string;
	password: string;
	browser: Browser;
	/** The session token that the browser came with, if any; it ends. */
	replacesToken?: string | undefined;
};

export type EnteredByLink = { token: string; actor: Actor; secondFactorPending: boolean };

const ACTION = { invitation: 'invitation.accepted', reset: 'password.reset' } as const;

/** What accepting an invitation and resetting a password share: take the link, set the password, sign in. */
export async function enterByLink(
	db: Db,
	purpose: 'invitation' | 'reset',
	input: EnterByLinkInput,
	now: Date
): Promise<EnteredByLink> {
	const { browser } = input;
	const account = await findLinkOwner(db, purpose, input.linkToken, now);
	const actor = account && (await findActor(db, account.personId, now));
	if (!account || !actor) throw conflict('auth_link_dead');
	requireGoodPassword(input.password, [account.email, account.name]);
	const passwordHash = await hashPassword(input.password);
	const entered = await withTransaction(db, async (tx) => {
		await takeLink(tx, purpose, input.linkToken, now);
		const ended = await setPassword(tx, { personId: actor.personId, passwordHash }, now);
		const { token, sessionId } = await openSession(
			tx,
			{
				personId: actor.personId,
				shared: false,
				secondFactorAt: null,
				browser,
				replacesToken: input.replacesToken
			},
			now
		);
		if (purpose === 'reset') await tellOwner(tx, 'auth.password_changed', actor.personId, now);
		await recordAudit(tx, {
			actor: { ...actor, ip: browser.ip },
			action: ACTION[purpose],
			noun: 'person',
			recordId: actor.personId,
			after: { sessionsEnded: ended },
			at: now
		});
		return { token, actor: { ...actor, sessionId, ip: browser.ip } };
	});
	await forgetAttempts(db, 'sign_in', account.email);
	const secondFactorPending = secondFactorIsAsked(actor, account.totpConfirmedAt !== null);
	return { ...entered, secondFactorPending };
}
