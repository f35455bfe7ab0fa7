import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { Locale } from '#lib/i18n/localized.ts';
import type { ReaderReason } from '#lib/notices/notice-text.ts';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { notice, noticeUpdate } from '../tables.ts';

/**
 * The ledger: one row for each person whom a notice concerns, from the announcement on. Rows are added, never taken
 * away. What each was sent stands in notice_message.
 */
export const noticeReader = pgTable(
	'notice_reader',
	{
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** Why, as the registers stood then. */
		reasons: jsonb('reasons').$type<ReaderReason[]>().notNull(),
		/** When frozen: `announced`, or `joined` later, `included` by hand, `me_too`. */
		wave: text('wave').$type<'announced' | 'joined' | 'included' | 'me_too'>().notNull(),
		/** Language told in, and whether there was a mailbox to send to, when they were added. */
		locale: text('locale').$type<Locale>().notNull(),
		hasMailbox: boolean('has_mailbox').notNull(),
		addedAt: moment('added_at').notNull(),
		/** First opened in the portal. */
		seenAt: moment('seen_at'),
		/** Said "I have read it", and what they will do before: `read`, `will_do`, `done`. */
		acknowledgedAt: moment('acknowledged_at'),
		promise: text('promise').$type<'read' | 'will_do' | 'done'>(),
		/** Put the banner away. */
		dismissedAt: moment('dismissed_at'),
		/** Told that it works again (or is cancelled): written with that message. */
		toldAfterAt: moment('told_after_at'),
		/** Asked "does it work for you?", and the answer. */
		askedAt: moment('asked_at'),
		works: boolean('works'),
		answeredAt: moment('answered_at'),
		/** Told in person or on paper by somebody of the desk: for those without a mailbox. */
		toldByHandAt: moment('told_by_hand_at'),
		toldByHandById: uuid('told_by_hand_by_id').references(() => person.id)
	},
	(t) => [
		primaryKey({ columns: [t.noticeId, t.personId] }),
		index('notice_reader_person').on(t.personId, t.noticeId),
		check('notice_reader_wave', sql`wave in ('announced', 'joined', 'included', 'me_too')`),
		check('notice_reader_promise', sql`promise in ('read', 'will_do', 'done')`)
	]
);

/**
 * One telling of one person: about which entry of the timeline, in the portal always, and by letter where there is a
 * mailbox and they did not choose otherwise. Whether the letter arrived is told by its row in the outbox. The key makes
 * it impossible to tell anybody the same thing twice.
 */
export const noticeMessage = pgTable(
	'notice_message',
	{
		updateId: uuid('update_id')
			.notNull()
			.references(() => noticeUpdate.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id),
		kind: text('kind').$type<ToldKind>().notNull(),
		/** Its letter; null where there is no mailbox or they want none. */
		outboxId: uuid('outbox_id').references(() => outboxMessage.id),
		at: moment('at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.updateId, t.personId] }),
		index('notice_message_reader').on(t.noticeId, t.personId),
		unique('notice_message_letter').on(t.outboxId)
	]
);

/** The secret part of a person's own feeds below /feeds; making a new one ends the old. */
export const feedKey = pgTable('feed_key', {
	personId: uuid('person_id')
		.primaryKey()
		.references(() => person.id),
	/** SHA-256 of the secret in the address. */
	secretHash: text('secret_hash').notNull().unique(),
	madeAt: moment('made_at').notNull(),
	lastReadAt: moment('last_read_at')
});

/** An address that hears of notices: signed as Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature). */
export const webhook = pgTable('webhook', {
	id: id(),
	name: text('name').notNull(),
	url: text('url').notNull(),
	/** `whsec_` and 32 bytes in base64: shown once, kept to sign with. */
	secret: text('secret').notNull(),
	active: boolean('active').notNull().default(true),
	createdById: uuid('created_by_id').references(() => person.id),
	createdAt: moment('created_at').notNull()
});

/** One message to a webhook and how it went; tried again like letters. */
export const webhookDelivery = pgTable(
	'webhook_delivery',
	{
		id: id(),
		webhookId: uuid('webhook_id')
			.notNull()
			.references(() => webhook.id, { onDelete: 'cascade' }),
		noticeId: uuid('notice_id')
			.notNull()
			.references(() => notice.id),
		/** The body, as it is signed and sent. */
		payload: text('payload').notNull(),
		state: text('state').$type<'waiting' | 'sending' | 'sent' | 'failed'>().notNull(),
		attempts: integer('attempts').notNull().default(0),
		nextAttemptAt: moment('next_attempt_at').notNull(),
		/** What the other side last answered. */
		status: integer('status'),
		error: text('error'),
		createdAt: moment('created_at').notNull(),
		sentAt: moment('sent_at')
	},
	(t) => [
		index('webhook_delivery_due')
			.on(t.nextAttemptAt)
			.where(sql`state in ('waiting', 'sending')`),
		index('webhook_delivery_newest').on(t.webhookId, t.createdAt, t.id),
		check('webhook_delivery_state', sql`state in ('waiting', 'sending', 'sent', 'failed')`)
	]
);
