import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';

/** Waits until nobody else completes this module for this person; holds until the transaction ends. */
export async function lockLearner(tx: Tx, personId: string, moduleId: string): Promise<void> {
	await tx.execute(
		sql`select pg_advisory_xact_lock(hashtextextended(${`${personId} ${moduleId}`}, 0))`
	);
}
