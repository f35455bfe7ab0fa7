import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { attemptCounter, credential, oneTimeLink, recoveryCode, session } from './tables.ts';

/** Deletes all by which somebody could sign in, and from where they did. The caller asks and records. */
export async function forgetAccount(
	tx: Tx,
	{ id, email }: { id: string; email: string }
): Promise<void> {
	await tx.delete(session).where(eq(session.personId, id));
	await tx.delete(oneTimeLink).where(eq(oneTimeLink.personId, id));
	await tx.delete(recoveryCode).where(eq(recoveryCode.personId, id));
	await tx.delete(credential).where(eq(credential.personId, id));
	await tx.delete(attemptCounter).where(sql`position(${email} in ${attemptCounter.key}) > 0`);
}
