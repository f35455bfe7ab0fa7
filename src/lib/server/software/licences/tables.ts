import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { LicenceMetric, LicenceState } from '#lib/software/seat-states.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { softwareProduct } from '../tables.ts';

/** What the town has bought of a product: how many, how counted, from when until when, for how much. */
export const softwareLicence = pgTable(
	'software_licence',
	{
		id: id(),
		productId: uuid('product_id')
			.notNull()
			.references(() => softwareProduct.id),
		/** Agreement or order it came with, as its paper says. */
		reference: text('reference').notNull().default(''),
		metric: text('metric').$type<LicenceMetric>().notNull(),
		/** How many seats; null for as many as wanted (a site, free software). */
		quantity: integer('quantity'),
		/** The place a site licence is for; null for everywhere. */
		placeId: uuid('place_id').references(() => place.id),
		validFrom: date('valid_from').notNull(),
		/** Last day, both inclusive in Tallinn; null without end. */
		validUntil: date('valid_until'),
		priceCents: integer('price_cents'),
		reseller: text('reseller').notNull().default(''),
		note: text('note').notNull().default(''),
		state: text('state').$type<LicenceState>().notNull().default('valid'),
		/** Who agreed to the purchase, when, and the request it was asked with. */
		approvedById: uuid('approved_by_id').references(() => person.id),
		approvedAt: moment('approved_at'),
		requestNumber: integer('request_number'),
		createdAt: moment('created_at').notNull(),
		createdById: uuid('created_by_id').references(() => person.id),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		index('software_licence_product').on(t.productId, t.validFrom),
		index('software_licence_until').on(t.validUntil, t.id),
		check('software_licence_quantity', sql`quantity > 0`),
		check(
			'software_licence_metric',
			sql`metric in ('person', 'device', 'site', 'concurrent', 'subscription', 'free')`
		),
		check('software_licence_state', sql`state in ('ordered', 'valid', 'withdrawn')`),
		check('software_licence_ordered', sql`state <> 'ordered' or approved_at is not null`),
		check('software_licence_days', sql`valid_until >= valid_from`)
	]
);

/** A contract, order or invoice of a licence, kept byte for byte. */
export const licenceFile = pgTable(
	'licence_file',
	{
		id: id(),
		licenceId: uuid('licence_id')
			.notNull()
			.references(() => softwareLicence.id),
		name: text('name').notNull(),
		type: text('type').notNull(),
		bytes: integer('bytes').notNull(),
		sha256: text('sha256').notNull(),
		/** Where the bytes lie: a key of the file store. */
		fileKey: text('file_key').notNull(),
		createdAt: moment('created_at').notNull(),
		createdById: uuid('created_by_id').references(() => person.id)
	},
	(t) => [index('licence_file_licence').on(t.licenceId)]
);
