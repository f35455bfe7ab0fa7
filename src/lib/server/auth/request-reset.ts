import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { sendLetter } from '#lib/server/notifications/send-letter.ts';
import { findAccountByEmail, normalizeEmail } from './accounts.ts';
import { countAttempt } from './attempt-limits.ts';
import { linkAddress } from './link-address.ts';
import { issueLink } from './one-time-links.ts';
import { portalActor } from './portal-actor.ts';

/** Writing a letter takes longer than writing none: both answers come after this time. */
const ANSWER_AFTER_MS = 250;

/**
 * Sends a link for a new password, good for an hour, when the address belongs to an active person. Anybody
 * may ask; the answer is the same, and as late, for every address, also past the limit of tries. Recorded:
 * `password.reset_requested`. Throws nothing.
 */
export async function requestReset(
	db: Db,
	input: { email: string; ip: string },
	clock: Clock = systemClock
): Promise<void> {
	const soonest = new Promise((done) => setTimeout(done, ANSWER_AFTER_MS));
	await sendLink(db, normalizeEmail(input.email), input.ip, clock.now());
	await soonest;
}

async function sendLink(db: Db, email: string, ip: string, now: Date) {
	const allowance = await countAttempt(db, 'reset', email, ip);
	const account = await findAccountByEmail(db, email);
	if (!allowance.allowed || !account?.isActive) return;
	await withTransaction(db, async (tx) => {
		const { token, expiresAt } = await issueLink(tx, 'reset', account.personId, now);
		await sendLetter(tx, {
			personId: account.personId,
			kind: 'auth.reset',
			params: { link: linkAddress('reset', token), until: expiresAt.toISOString() },
			at: now
		});
		await recordAudit(tx, {
			actor: portalActor(ip),
			action: 'password.reset_requested',
			noun: 'person',
			recordId: account.personId,
			at: now
		});
	});
}
