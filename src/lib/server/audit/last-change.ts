import { and, desc, eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { auditEntry } from './tables.ts';

/** Who changed a record last, and when: for telling somebody whose form went stale. */
export async function lastChange(
	db: DbOrTx,
	noun: string,
	recordId: string
): Promise<{ actorName: string | null; at: Date } | undefined> {
	const [row] = await db
		.select({ actorName: auditEntry.actorName, at: auditEntry.at })
		.from(auditEntry)
		.where(and(eq(auditEntry.noun, noun), eq(auditEntry.recordId, recordId)))
		.orderBy(desc(auditEntry.seq))
		.limit(1);
	return row;
}
