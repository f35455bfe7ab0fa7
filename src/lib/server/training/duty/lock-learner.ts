import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';

/**
 * Waits until nobody else completes this module for this person; holds until the transaction ends. Whoever also locks
 * rows of the person takes this first, so that two never wait for each other.
 */
export async function lockLearner(tx: Tx, personId: string, moduleId: string): Promise<void> {
	await tx.execute(sql`select ${learnerLock(sql`${personId}::text`, sql`${moduleId}::text`)}`);
}

/** The same lock for the person and module of a row, as a column of a query: ids as text. */
export const learnerLock = (personId: SQL, moduleId: SQL): SQL =>
	sql`pg_advisory_xact_lock(hashtextextended(${personId} || ' ' || ${moduleId}, 0))`;
