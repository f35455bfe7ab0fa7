import { and, desc, eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { auditEntry } from './tables.ts';

/**
 * The newest two hundred times that a person did one thing, e.g. `session.started`: when, from where, and what it
 * became. What others did to the person does not count, so nobody can push these out of sight.
 */
export function listOwnActs(db: DbOrTx, personId: string, action: string) {
	return db
		.select({ at: auditEntry.at, ip: auditEntry.ip, after: auditEntry.after })
		.from(auditEntry)
		.where(and(eq(auditEntry.actorId, personId), eq(auditEntry.action, action)))
		.orderBy(desc(auditEntry.seq))
		.limit(200);
}
