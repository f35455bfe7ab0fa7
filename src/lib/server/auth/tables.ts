import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** How a person proves who they are. No row until the invitation is accepted. */
export const credential = pgTable('credential', {
	personId: uuid('person_id')
		.primaryKey()
		.references(() => person.id),
	/** argon2id in PHC string format. */
	passwordHash: text('password_hash').notNull(),
	passwordSetAt: moment('password_set_at').notNull(),
	/** Base32 TOTP secret (RFC 6238); in force only once confirmed. */
	totpSecret: text('totp_secret'),
	totpConfirmedAt: moment('totp_confirmed_at'),
	/** Last accepted time step: a code works once (RFC 6238 § 5.2). */
	totpLastStep: integer('totp_last_step')
});

/** One-use codes for the day the phone is lost. SHA-256 of each code. */
export const recoveryCode = pgTable(
	'recovery_code',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		codeHash: text('code_hash').notNull(),
		usedAt: moment('used_at')
	},
	(t) => [index('recovery_code_person').on(t.personId)]
);

/** A signed-in browser. The id is the SHA-256 of the cookie's token; the token itself is never stored. */
export const session = pgTable(
	'session',
	{
		id: text('id').primaryKey(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		expiresAt: moment('expires_at').notNull(),
		createdAt: moment('created_at').notNull(),
		lastSeenAt: moment('last_seen_at').notNull(),
		/** "This is a shared computer": 30 minutes idle instead of sliding 12 hours. */
		shared: boolean('shared').notNull().default(false),
		/** When the second factor was given; null while it is still asked. */
		secondFactorAt: moment('second_factor_at'),
		ip: text('ip').notNull().default(''),
		userAgent: text('user_agent').notNull().default('')
	},
	(t) => [index('session_person').on(t.personId), index('session_expiry').on(t.expiresAt)]
);

/** Invitation, password reset and first administrator: a link that works once. Stores only the token's SHA-256. */
export const oneTimeLink = pgTable(
	'one_time_link',
	{
		tokenHash: text('token_hash').primaryKey(),
		/** null for `setup`: the first administrator does not exist yet. */
		personId: uuid('person_id').references(() => person.id),
		purpose: text('purpose').$type<'invitation' | 'reset' | 'setup'>().notNull(),
		createdAt: moment('created_at').notNull(),
		expiresAt: moment('expires_at').notNull(),
		usedAt: moment('used_at')
	},
	(t) => [
		index('one_time_link_person').on(t.personId, t.purpose),
		check('one_time_link_purpose', sql`purpose in ('invitation', 'reset', 'setup')`)
	]
);

/** Counters behind slow-down and lock-out, per account and per address; kept by rate-limiter-flexible. */
export const attemptCounter = pgTable(
	'attempt_counter',
	{
		key: text('key').primaryKey(),
		points: integer('points').notNull(),
		/** Named as the library wants it: when the counting, or the lock, ends. */
		expire: moment('expires_at').notNull()
	},
	(t) => [index('attempt_counter_expiry').on(t.expire)]
);
