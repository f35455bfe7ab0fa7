import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** Told in the portal: one line under a person's bell. */
export const bellEntry = pgTable(
	'bell_entry',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** Which event, e.g. `request.approval_needed`: picks the text in the reader's language. */
		kind: text('kind').notNull(),
		params: jsonb('params').$type<Record<string, string>>().notNull(),
		href: text('href').notNull(),
		createdAt: moment('created_at').notNull(),
		readAt: moment('read_at')
	},
	(t) => [
		index('bell_entry_person').on(t.personId, t.id),
		index('bell_entry_unread').on(t.personId).where(sql`read_at is null`)
	]
);

/** A letter to one person, written in the transaction of its event and delivered by a job. */
export const outboxMessage = pgTable(
	'outbox_message',
	{
		id: id(),
		personId: uuid('person_id').references(() => person.id),
		to: text('to_address').notNull(),
		kind: text('kind').notNull(),
		locale: text('locale').$type<'et' | 'ru' | 'en'>().notNull(),
		subject: text('subject').notNull(),
		body: text('body').notNull(),
		html: text('html'),
		/** `waiting` (to be sent), `digest` (goes with the next digest), `sending`, `sent`, `failed` (given up), `kept` (no mail server is set). */
		state: text('state').$type<'waiting' | 'digest' | 'sending' | 'sent' | 'failed' | 'kept'>().notNull(),
		attempts: integer('attempts').notNull().default(0),
		nextAttemptAt: moment('next_attempt_at').notNull(),
		error: text('error'),
		createdAt: moment('created_at').notNull(),
		sentAt: moment('sent_at')
	},
	(t) => [
		index('outbox_message_due').on(t.nextAttemptAt).where(sql`state in ('waiting', 'sending')`),
		index('outbox_message_digest').on(t.personId).where(sql`state = 'digest'`),
		index('outbox_message_newest').on(t.createdAt, t.id),
		index('outbox_message_person').on(t.personId),
		check('outbox_message_state', sql`state in ('waiting', 'digest', 'sending', 'sent', 'failed', 'kept')`)
	]
);

/** How a person wants to be told about a group of events; a missing row means at once. */
export const notificationPreference = pgTable(
	'notification_preference',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** Group of kinds: see notification-kinds.ts. */
		topic: text('topic').notNull(),
		mail: text('mail').$type<'now' | 'digest' | 'never'>().notNull()
	},
	(t) => [index('notification_preference_person').on(t.personId, t.topic)]
);
