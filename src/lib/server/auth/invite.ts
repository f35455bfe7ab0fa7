import { conflict, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
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
		const account = await findAccount(tx, input.personId);
		if (!account?.isActive) throw notFound();
		if (account.passwordHash !== null)
			throw conflict('auth_invitation_has_password', { name: account.name });
		const { token, expiresAt } = await issueLink(tx, 'invitation', account.personId, now);
		await sendLetter(tx, {
			personId: account.personId,
			kind: 'auth.invitation',
			params: { link: linkAddress('invitation', token), until: expiresAt.toISOString() },
			at: now
		});
		await recordAudit(tx, {
			actor,
			action: 'invitation.sent',
			noun: 'person',
			recordId: account.personId,
			at: now
		});
	});
}
