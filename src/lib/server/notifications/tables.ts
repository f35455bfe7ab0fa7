import { sql } from 'drizzle-orm';
import {
	check,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	unique,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type {
	MailChoice,
	NotificationParams,
	NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/**
 * Told in the portal: one line under a person's bell. The same event about the same record, told again
 * before the first was read, replaces it: `times` says how often it happened.
 */
export const bellEntry = pgTable(
	'bell_entry',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** Which event, e.g. `request.approval_needed`: picks the text in the reader's language. */
		kind: text('kind').$type<NotificationKind>().notNull(),
		/** What the line is about; opening that record marks the line read. */
		noun: text('noun').notNull(),
		recordId: text('record_id').notNull(),
		params: jsonb('params').$type<NotificationParams>().notNull(),
		href: text('href').notNull(),
		times: integer('times').notNull().default(1),
		createdAt: moment('created_at').notNull(),
		readAt: moment('read_at')
	},
	(t) => [
		index('bell_entry_person').on(t.personId, t.id),
		index('bell_entry_unread')
			.on(t.personId, t.noun, t.recordId)
			.where(sql`read_at is null`)
	]
);

/** What a letter does to its reader's calendar. */
export type LetterCalendar = { method: 'REQUEST' | 'CANCEL'; content: string };

/** The words of a letter that many people get alike, once for all of them. */
export const letterText = pgTable('letter_text', {
	id: id(),
	body: text('body').notNull(),
	html: text('html').notNull(),
	calendar: jsonb('calendar').$type<LetterCalendar>()
});

/** Where a letter is on its way. */
export type OutboxState =
	'waiting' | 'digest' | 'gathered' | 'sending' | 'sent' | 'failed' | 'kept' | 'withdrawn';

/** A letter to one person, written in the transaction of its event and delivered by a job. */
export const outboxMessage = pgTable(
	'outbox_message',
	{
		id: id(),
		personId: uuid('person_id').references(() => person.id),
		to: text('to_address').notNull(),
		/** A kind of notification, or `digest`. */
		kind: text('kind').$type<NotificationKind | 'digest'>().notNull(),
		noun: text('noun').notNull().default(''),
		recordId: text('record_id').notNull().default(''),
		/** Path in the portal that the letter opens. */
		href: text('href').notNull().default(''),
		locale: text('locale').$type<'et' | 'ru' | 'en'>().notNull(),
		subject: text('subject').notNull(),
		/** Where many get the same letter its words stand in this row, and `body` is empty. */
		textId: uuid('text_id').references(() => letterText.id),
		body: text('body').notNull(),
		html: text('html'),
		/** An entry for the reader's calendar (RFC 5545), sent along: `REQUEST` puts or moves it, `CANCEL` takes it out. */
		calendar: jsonb('calendar').$type<LetterCalendar>(),
		/**
		 * `waiting` (to be sent), `digest` (goes with the next digest), `gathered` (went into the digest
		 * `digest_id`), `sending`, `sent`, `failed` (given up), `kept` (no mail server is set), `withdrawn` (what it
		 * says did not hold any more before it left).
		 */
		state: text('state').$type<OutboxState>().notNull(),
		/** Letters about the same record go as one conversation (RFC 5322, References). */
		thread: text('thread'),
		digestId: uuid('digest_id').references((): AnyPgColumn => outboxMessage.id),
		attempts: integer('attempts').notNull().default(0),
		nextAttemptAt: moment('next_attempt_at').notNull(),
		error: text('error'),
		createdAt: moment('created_at').notNull(),
		sentAt: moment('sent_at'),
		/** When it was taken back; one that was just being sent then goes out, and is not tried again. */
		withdrawnAt: moment('withdrawn_at')
	},
	(t) => [
		index('outbox_message_due')
			.on(t.nextAttemptAt)
			.where(sql`state in ('waiting', 'sending')`),
		index('outbox_message_digest')
			.on(t.personId)
			.where(sql`state = 'digest'`),
		index('outbox_message_thread')
			.on(t.thread, t.personId)
			.where(sql`thread is not null and state in ('waiting', 'sending')`),
		index('outbox_message_newest').on(t.createdAt, t.id),
		index('outbox_message_person').on(t.personId),
		index('outbox_message_words').using('gin', sql`(to_address || ' ' || subject) gin_trgm_ops`),
		index('outbox_message_state').on(t.state, t.id),
		check(
			'outbox_message_state',
			sql`state in ('waiting', 'digest', 'gathered', 'sending', 'sent', 'failed', 'kept', 'withdrawn')`
		)
	]
);

/** How a person wants to be told about a group of events; a missing row means the topic's own default. */
export const notificationPreference = pgTable(
	'notification_preference',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** Group of kinds: see notification-kinds.ts. */
		topic: text('topic').notNull(),
		mail: text('mail').$type<MailChoice>().notNull()
	},
	(t) => [
		unique('notification_preference_once').on(t.personId, t.topic),
		check('notification_preference_mail', sql`mail in ('now', 'digest', 'never')`)
	]
);
