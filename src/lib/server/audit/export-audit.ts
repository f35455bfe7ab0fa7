import { and, asc, gt, gte, lt, lte, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { ExportedEntry } from '#lib/server/audit/chain.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** A range of the log; an end left out is open. `before` is the first moment that is not in it. */
export type AuditRange = {
	fromSeq?: number;
	toSeq?: number;
	from?: Date;
	before?: Date;
};

const ROWS_AT_ONCE = 1000;

const exported = {
	seq: auditEntry.seq,
	at: sql<string>`to_char(${auditEntry.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
	actorId: sql<string | null>`${auditEntry.actorId}::text`,
	actorName: auditEntry.actorName,
	action: auditEntry.action,
	noun: auditEntry.noun,
	recordId: auditEntry.recordId,
	ip: auditEntry.ip,
	before: sql<string | null>`${auditEntry.before}::text`,
	after: sql<string | null>`${auditEntry.after}::text`,
	previousHash: sql<string>`encode(${auditEntry.previousHash}, 'hex')`,
	hash: sql<string>`encode(${auditEntry.hash}, 'hex')`
};

/**
 * The rows of a range in order, read by thousands so that memory stays small. A range of time is turned into
 * one of numbers (the first and last row within it), because only an unbroken range can be verified: rows
 * between them that bear another time, as imports write, are included. Auditors and administrators.
 * Throws Forbidden.
 */
export async function* readAuditRange(
	db: DbOrTx,
	actor: Actor,
	range: AuditRange = {}
): AsyncGenerator<ExportedEntry> {
	if (!can(actor, 'audit.read')) throw forbidden();
	const { first, last } = await numbersOf(db, range);
	let seen = first - 1;
	while (seen < last) {
		const rows = await db
			.select(exported)
			.from(auditEntry)
			.where(and(gt(auditEntry.seq, seen), lte(auditEntry.seq, last)))
			.orderBy(asc(auditEntry.seq))
			.limit(ROWS_AT_ONCE);
		yield* rows;
		if (rows.length < ROWS_AT_ONCE) return;
		seen = rows.at(-1)?.seq ?? last;
	}
}

/** The same as the lines of a file: one JSON object a line, as `verifyExport` reads them. */
export async function* exportAudit(
	db: DbOrTx,
	actor: Actor,
	range: AuditRange = {}
): AsyncGenerator<string> {
	for await (const entry of readAuditRange(db, actor, range)) yield `${JSON.stringify(entry)}\n`;
}

async function numbersOf(db: DbOrTx, range: AuditRange): Promise<{ first: number; last: number }> {
	const inTime = and(
		range.from ? gte(auditEntry.at, range.from) : undefined,
		range.before ? lt(auditEntry.at, range.before) : undefined
	);
	const [found] = await db
		.select({
			first: sql<number>`coalesce(min(${auditEntry.seq}), 1)::int8`.mapWith(Number),
			last: sql<number>`coalesce(max(${auditEntry.seq}), 0)::int8`.mapWith(Number)
		})
		.from(auditEntry)
		.where(inTime);
	return {
		first: Math.max(range.fromSeq ?? 1, found?.first ?? 1),
		last: Math.min(range.toSeq ?? Infinity, found?.last ?? 0)
	};
}
