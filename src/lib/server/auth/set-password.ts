import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { voidLinks } from './one-time-links.ts';
import { credential, session } from './tables.ts';

/**
 * Stores a password hash, and with it ends what the old password could still open: every session of the
 * person but `keepSessionId`, and every unused invitation and reset link. Part of a command; says how many
 * sessions ended.
 */
export async function setPassword(
	tx: Tx,
	given: { personId: string; passwordHash: string; keepSessionId?: string | undefined },
	now: Date
): Promise<number> {
	const { personId, passwordHash } = given;
	await tx
		.insert(credential)
		.values({ personId, passwordHash, passwordSetAt: now })
		.onConflictDoUpdate({
			target: credential.personId,
			set: { passwordHash, passwordSetAt: now }
		});
	await voidLinks(tx, 'invitation', personId, now);
	await voidLinks(tx, 'reset', personId, now);
	return endSessions(tx, personId, given.keepSessionId);
}

/** Ends the sessions of a person, all but one if told so; gives their number. */
export async function endSessions(
	tx: Tx,
	personId: string,
	keepSessionId?: string
): Promise<number> {
	const ended = await tx
		.delete(session)
		.where(
			and(
				eq(session.personId, personId),
				keepSessionId === undefined ? undefined : ne(session.id, keepSessionId)
			)
		)
		.returning({ id: session.id });
	return ended.length;
}
