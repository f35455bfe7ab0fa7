import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { StockWhy } from '#lib/equipment/stock-why.ts';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';

/** A kind of accessory or consumable that is counted, not numbered: mice, toner, cables. */
export const stockKind = pgTable('stock_kind', {
	id: id(),
	name: localized('name').notNull(),
	/** Maker's number, as it is ordered. */
	partNumber: text('part_number').notNull().default(''),
	/** Fewer than this at a place is low, unless the place says otherwise. */
	lowAt: integer('low_at').notNull().default(0),
	note: text('note').notNull().default(''),
	retiredAt: moment('retired_at')
});

/** How many of a kind are at a place: the sum of its movements, kept by the command that moves them. */
export const stockLevel = pgTable(
	'stock_level',
	{
		kindId: uuid('kind_id')
			.notNull()
			.references(() => stockKind.id),
		placeId: uuid('place_id')
			.notNull()
			.references(() => place.id),
		quantity: integer('quantity').notNull(),
		/** Own mark of this place; the kind's when null. */
		lowAt: integer('low_at')
	},
	(t) => [
		primaryKey({ columns: [t.kindId, t.placeId] }),
		index('stock_level_place').on(t.placeId),
		check('stock_level_never_below_nothing', sql`quantity >= 0`)
	]
);

/** What came and went of a kind at a place. Rows are added, never changed. */
export const stockMovement = pgTable(
	'stock_movement',
	{
		id: id(),
		kindId: uuid('kind_id')
			.notNull()
			.references(() => stockKind.id),
		placeId: uuid('place_id')
			.notNull()
			.references(() => place.id),
		/** Positive in, negative out. */
		change: integer('change').notNull(),
		why: text('why').$type<StockWhy>().notNull(),
		/** Who got it. */
		personId: uuid('person_id').references(() => person.id),
		actId: uuid('act_id').references(() => act.id),
		requestId: uuid('request_id'),
		requestNumber: integer('request_number'),
		note: text('note').notNull().default(''),
		at: moment('at').notNull(),
		byId: uuid('by_id').references(() => person.id)
	},
	(t) => [
		index('stock_movement_of').on(t.kindId, t.placeId, t.at),
		check('stock_movement_something', sql`change <> 0`)
	]
);
