import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	date,
	index,
	integer,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { SeatState } from '#lib/software/seat-states.ts';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';

/** A software product people may ask for. */
export const softwareProduct = pgTable(
	'software_product',
	{
		id: id(),
		slug: text('slug').notNull().unique(),
		name: text('name').notNull(),
		vendor: text('vendor').notNull().default(''),
		description: localized('description').notNull(),
		policy: text('policy').$type<'allowed' | 'needs_approval' | 'forbidden'>().notNull(),
		/** Why it is so, and what to use in its place: for the desk. */
		policyNote: text('policy_note').notNull().default(''),
		/** Its use is counted against licences; false for what anybody may have as often as they like. */
		licensed: boolean('licensed').notNull().default(false),
		/** Slug of the training module that its users do. */
		moduleSlug: text('module_slug'),
		/** The information system that it opens. */
		systemId: uuid('system_id').references(() => informationSystem.id),
		/** Days without a sign of use after which a seat is proposed for reclaim; null when nobody watches. */
		idleDays: integer('idle_days'),
		active: boolean('active').notNull().default(true),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		check('software_product_policy', sql`policy in ('allowed', 'needs_approval', 'forbidden')`),
		check('software_product_idle', sql`idle_days > 0`),
		index('software_product_name').on(t.name, t.id)
	]
);

/** Until when a version of a product is kept safe by its maker. The longest beginning that fits a version counts. */
export const productVersion = pgTable(
	'product_version',
	{
		id: id(),
		productId: uuid('product_id')
			.notNull()
			.references(() => softwareProduct.id),
		/** Beginning of the version as devices report it: `7.6` is 7.6.4.1 and not 7.60. */
		version: text('version').notNull(),
		supportedUntil: date('supported_until').notNull()
	},
	(t) => [unique('product_version_once').on(t.productId, t.version)]
);

/**
 * The right to use one seat of a product, held by a person or by a device, with the request that gave it. Given back,
 * never deleted.
 */
export const softwareSeat = pgTable(
	'software_seat',
	{
		id: id(),
		productId: uuid('product_id')
			.notNull()
			.references(() => softwareProduct.id),
		/** Who has it; null for a seat of a device. */
		personId: uuid('person_id').references(() => person.id),
		/** Which device has it; null for a seat of a person. */
		itemId: uuid('item_id').references(() => item.id),
		requestId: uuid('request_id'),
		/** Number of that request, kept beside its id for the lists. */
		requestNumber: integer('request_number'),
		takenById: uuid('taken_by_id').references(() => person.id),
		takenAt: moment('taken_at').notNull(),
		state: text('state').$type<SeatState>().notNull().default('active'),
		/** Last sign of use that a device or a system gave. */
		lastUsedOn: date('last_used_on'),
		/** When its holder was asked whether they still need it, and by when they are to answer. */
		askedAt: moment('asked_at'),
		answerBy: date('answer_by'),
		/** When they were reminded of it. */
		remindedAt: moment('reminded_at'),
		/** Its holder wants to keep it: not asked again before that day. */
		keptUntil: date('kept_until'),
		/** Why, in the holder's words. */
		keptWhy: text('kept_why').notNull().default(''),
		releasedAt: moment('released_at'),
		releasedById: uuid('released_by_id').references(() => person.id),
		/** How it is known that it is gone: a report, a letter of the maker, a look at the device. */
		evidence: text('evidence').notNull().default('')
	},
	(t) => [
		uniqueIndex('software_seat_once')
			.on(t.productId, t.personId)
			.where(sql`released_at is null`),
		uniqueIndex('software_seat_once_device')
			.on(t.productId, t.itemId)
			.where(sql`released_at is null`),
		index('software_seat_product')
			.on(t.productId, t.takenAt, t.id)
			.where(sql`released_at is null`),
		index('software_seat_person').on(t.personId),
		index('software_seat_item').on(t.itemId),
		index('software_seat_idle')
			.on(t.state, t.answerBy)
			.where(sql`state in ('reclaim_proposed', 'asked')`),
		check(
			'software_seat_asked',
			sql`state <> 'asked' or (asked_at is not null and answer_by is not null)`
		),
		check('software_seat_kept', sql`state <> 'kept' or kept_until is not null`),
		check('software_seat_holder', sql`num_nonnulls(person_id, item_id) = 1`),
		check(
			'software_seat_state',
			sql`state in ('active', 'reclaim_proposed', 'asked', 'kept', 'revoked')`
		),
		check('software_seat_revoked', sql`(state = 'revoked') = (released_at is not null)`)
	]
);
