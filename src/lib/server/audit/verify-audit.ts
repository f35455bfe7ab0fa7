import { desc, sql } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { CHAIN_START, verifyChain, type ChainVerdict } from '#lib/server/audit/chain.ts';
import { readAuditRange, type AuditRange } from '#lib/server/audit/export-audit.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/**
 * Works out the hash of every row of a range again and compares it with what is stored. Auditors and
 * administrators; nothing is recorded. Throws Forbidden.
 */
export function verifyAudit(
	db: DbOrTx,
	actor: Actor,
	range: AuditRange = {}
): Promise<ChainVerdict> {
	return verifyChain(readAuditRange(db, actor, range));
}

/**
 * The number and hash of the newest row. Written down elsewhere, it proves later that nothing up to here was
 * replaced, not even by somebody who could rewrite the whole table.
 */
export async function findAuditHead(db: DbOrTx): Promise<{ seq: number; hash: string }> {
	const [head] = await db
		.select({
			seq: auditEntry.seq,
			hash: sql<string>`encode(${auditEntry.hash}, 'hex')`
		})
		.from(auditEntry)
		.orderBy(desc(auditEntry.seq))
		.limit(1);
	return head ?? { seq: 0, hash: CHAIN_START };
}
