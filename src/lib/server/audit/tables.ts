import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, moment } from '#lib/server/db/columns.ts';

/**
 * Every word and number of an entry, for the search: who, which record, from where, before and after.
 * The index below is on exactly this expression; a query must use the same.
 */
export const auditWords = sql`(
	to_tsvector('simple', coalesce("actor_name", '') || ' ' || "record_id" || ' ' || coalesce("ip", ''))
	|| coalesce(jsonb_to_tsvector('simple', "before", '["string", "numeric"]'), '')
	|| coalesce(jsonb_to_tsvector('simple', "after", '["string", "numeric"]'), '')
)`;

/**
 * Who did what to which record, when, from where, before and after.
 * Append-only: triggers refuse update, delete and truncate for every role, and number and chain each row
 * (`hash` = SHA-256 over the row and the hash before it), so that an exported range can be verified.
 */
export const auditEntry = pgTable(
	'audit_entry',
	{
		seq: bigint('seq', { mode: 'number' }).primaryKey(),
		at: moment('at').notNull(),
		actorId: uuid('actor_id'),
		/** Name at the time, kept when the person goes. `null` for the portal itself. */
		actorName: text('actor_name'),
		/** `noun.verb`, e.g. `request.submitted`. */
		action: text('action').notNull(),
		noun: text('noun').notNull(),
		recordId: text('record_id').notNull(),
		ip: text('ip'),
		before: jsonb('before'),
		after: jsonb('after'),
		previousHash: bytea('previous_hash').notNull(),
		hash: bytea('hash').notNull()
	},
	(t) => [
		index('audit_entry_record').on(t.noun, t.recordId, t.seq),
		index('audit_entry_actor').on(t.actorId, t.seq),
		index('audit_entry_action').on(t.action, t.seq),
		index('audit_entry_at').on(t.at, t.seq),
		index('audit_entry_words').using('gin', auditWords)
	]
);
