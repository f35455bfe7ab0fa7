import type { Actor } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import type { Tx } from '#lib/server/db/client.ts';

/** One thing that somebody did to one record. */
export type AuditEvent = {
	actor: Actor;
	/** `noun.verb`, the verb in the past: `request.submitted`. */
	action: string;
	noun: string;
	recordId: string;
	/** What it was and what it became, as plain JSON. Never a password, token or their hash. */
	before?: unknown;
	after?: unknown;
	at: Date;
};

/**
 * Writes into the audit log, in the transaction of the change itself: both happen or neither does.
 * Call it last in a command: from here to the commit nobody else can write to the log, because
 * each row carries the hash of the one before it.
 */
export async function recordAudit(tx: Tx, event: AuditEvent): Promise<void> {
	await recordAudits(tx, [event]);
}

/** The same for many events at once, numbered in the order given. Does nothing for none. */
export async function recordAudits(tx: Tx, events: readonly AuditEvent[]): Promise<void> {
	const later = waiting.get(tx);
	if (later) return void later.push(...events);
	for (let start = 0; start < events.length; start += ROWS_AT_ONCE) {
		await tx.insert(auditEntry).values(events.slice(start, start + ROWS_AT_ONCE).map(rowOf));
	}
}

const waiting = new WeakMap<Tx, AuditEvent[]>();

/**
 * Does long work whose records go into the log when it is done, in their order: while thousands of things are written,
 * everybody else can still write to the log. Nothing is recorded when the work fails.
 */
export async function recordingLast<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
	const events: AuditEvent[] = [];
	waiting.set(tx, events);
	const result = await work().finally(() => waiting.delete(tx));
	await recordAudits(tx, events);
	return result;
}

/** Eleven parameters a row; PostgreSQL takes at most 65,535 a statement. */
const ROWS_AT_ONCE = 1000;

/** A trigger numbers and chains the row, whatever stands in these three. */
const FILLED_BY_TRIGGER = {
	seq: 0,
	previousHash: Buffer.alloc(0),
	hash: Buffer.alloc(0)
};

function rowOf(event: AuditEvent): typeof auditEntry.$inferInsert {
	const { actor } = event;
	return {
		...FILLED_BY_TRIGGER,
		at: event.at,
		actorId: actor.isSystem ? null : actor.personId,
		actorName: actor.isSystem ? null : actor.name,
		action: event.action,
		noun: event.noun,
		recordId: event.recordId,
		ip: actor.ip ?? null,
		before: event.before ?? null,
		after: event.after ?? null
	};
}
