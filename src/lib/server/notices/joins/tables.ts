import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import type { LooseText } from '#lib/notices/notice-text.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { notice } from '../tables.ts';

/** Several people reported alike within a quarter of an hour: is it an outage? Taken up as a notice, or put aside. */
export const outageProposal = pgTable(
	'outage_proposal',
	{
		id: id(),
		/** What they have in common: a system, software, item or place; the title words when nothing else. */
		kind: text('kind').$type<AffectedKind | 'words'>().notNull(),
		targetId: uuid('target_id'),
		words: text('words').notNull().default(''),
		requestIds: uuid('request_ids').array().notNull(),
		requestNumbers: integer('request_numbers').array().notNull(),
		state: text('state').$type<'open' | 'taken' | 'dismissed'>().notNull(),
		noticeId: uuid('notice_id').references(() => notice.id),
		decidedById: uuid('decided_by_id').references(() => person.id),
		decidedAt: moment('decided_at'),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		check('outage_proposal_state', sql`state in ('open', 'taken', 'dismissed')`),
		index('outage_proposal_open')
			.on(t.createdAt)
			.where(sql`state = 'open'`)
	]
);

/** The short report after an outage: what, impact, cause, what we change. */
export const noticeReport = pgTable('notice_report', {
	noticeId: uuid('notice_id')
		.primaryKey()
		.references(() => notice.id),
	what: jsonb('what').$type<LooseText>().notNull(),
	impact: jsonb('impact').$type<LooseText>().notNull(),
	cause: jsonb('cause').$type<LooseText>().notNull(),
	change: jsonb('change').$type<LooseText>().notNull(),
	/** Those affected may read it. */
	published: boolean('published').notNull().default(false),
	publishedAt: moment('published_at'),
	writtenById: uuid('written_by_id').references(() => person.id),
	updatedAt: moment('updated_at').notNull()
});
