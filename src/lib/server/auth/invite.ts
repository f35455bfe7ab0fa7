import { conflict, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { sendLetter } from '#lib/server/notifications/send-letter.ts';
import { lockPerson } from '#lib/server/people/person-in-scope.ts';
import { findAccount } from './accounts.ts';
import { linkAddress } from './link-address.ts';
import { issueLink } from './one-time-links.ts';

/**
 * Sends a person a link, good for 14 days, by which they choose a password and come in. For administrators
 * of the person's unit. An earlier invitation stops working. Recorded: `invitation.sent`. Throws Forbidden; NotFound for an
 * unknown or gone person; Conflict when they have a password already.
 */
export async function invite(
	db: DbOrTx,
	actor: Actor,
	input: { personId: string },
	clock: Clock = systemClock
): Promise<void> {
	const now = clock.now();
	await withTransaction(db, async (tx) => {
		await lockPerson(tx, actor, input.personId);
		await sendInvitation(tx, actor, input.personId, now);
	});
}

/**
 * The letter with the link, for a command that has checked that the actor may let this person in. Recorded and
 * refused as `invite` is.
 */
export async function sendInvitation(
	tx: Tx,
	actor: Actor,
	personId: string,
	at: Date
): Promise<void> {
	const account = await findAccount(tx, personId);
	if (!account?.isActive) throw notFound();
	if (account.passwordHash !== null)
		throw conflict('auth_invitation_has_password', { name: account.name });
	const { token, expiresAt } = await issueLink(tx, 'invitation', personId, at);
	await sendLetter(tx, {
		personId,
		kind: 'auth.invitation',
		params: { link: linkAddress('invitation', token), until: expiresAt.toISOString() },
		at
	});
	await recordAudit(tx, {
		actor,
		action: 'invitation.sent',
		noun: 'person',
		recordId: personId,
		at
	});
}
