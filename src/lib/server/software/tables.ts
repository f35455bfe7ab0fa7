import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	index,
	integer,
	pgTable,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

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
		/** Seats the town has bought; null where no limit is counted. */
		seatsTotal: integer('seats_total'),
		active: boolean('active').notNull().default(true),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		check('software_product_policy', sql`policy in ('allowed', 'needs_approval', 'forbidden')`),
		index('software_product_name').on(t.name, t.id)
	]
);

/** A person's right to use one seat of a product, with the request that gave it. Released, never deleted. */
export const softwareSeat = pgTable(
	'software_seat',
	{
		id: id(),
		productId: uuid('product_id')
			.notNull()
			.references(() => softwareProduct.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		requestId: uuid('request_id'),
		/** Number of that request, kept beside its id for the lists. */
		requestNumber: integer('request_number'),
		takenById: uuid('taken_by_id').references(() => person.id),
		takenAt: moment('taken_at').notNull(),
		releasedAt: moment('released_at'),
		releasedById: uuid('released_by_id').references(() => person.id)
	},
	(t) => [
		uniqueIndex('software_seat_once')
			.on(t.productId, t.personId)
			.where(sql`released_at is null`),
		index('software_seat_product')
			.on(t.productId, t.takenAt, t.id)
			.where(sql`released_at is null`),
		index('software_seat_person').on(t.personId)
	]
);
