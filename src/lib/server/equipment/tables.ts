import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import { id, moment, tsvector } from '#lib/server/db/columns.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** One piece of equipment: what it is, in what state, who holds it, where it stands. */
export const item = pgTable(
	'item',
	{
		id: id(),
		/** As in the accounts, e.g. `KM-10482`; what people see and scan. */
		inventoryNumber: text('inventory_number').notNull().unique(),
		category: text('category').$type<ItemCategory>().notNull(),
		model: text('model').notNull(),
		serial: text('serial').notNull().default(''),
		state: text('state').$type<ItemState>().notNull(),
		holderId: uuid('holder_id').references(() => person.id),
		/** Whose it is while nobody holds it; null for the stock of the whole town. */
		unitId: uuid('unit_id').references(() => unit.id),
		placeId: uuid('place_id').references(() => place.id),
		room: text('room').notNull().default(''),
		heldSince: date('held_since'),
		boughtOn: date('bought_on'),
		warrantyUntil: date('warranty_until'),
		note: text('note').notNull().default(''),
		/** The request whose fulfilment handed it over last. */
		requestId: uuid('request_id'),
		/** Number of that request, kept beside its id for the lists. */
		requestNumber: integer('request_number'),
		updatedAt: moment('updated_at').notNull(),
		/** Hyphens are blanks here and in the query, so that "10482" finds KM-10482. */
		search: tsvector('search').generatedAlwaysAs(
			sql`to_tsvector('simple', translate(inventory_number || ' ' || model || ' ' || serial, '-/', '  '))`
		)
	},
	(t) => [
		index('item_holder').on(t.holderId),
		index('item_place').on(t.placeId),
		index('item_unit').on(t.unitId),
		index('item_model').on(t.model, t.id),
		index('item_category').on(t.category, t.inventoryNumber),
		index('item_state').on(t.state, t.inventoryNumber),
		index('item_search').using('gin', t.search),
		check(
			'item_state',
			sql`state in ('in_stock', 'reserved', 'handed_over', 'in_use', 'to_be_returned', 'in_repair', 'missing', 'written_off')`
		),
		check(
			'item_in_stock_unheld',
			sql`state not in ('in_stock', 'written_off') or holder_id is null`
		),
		check(
			'item_in_use_held',
			sql`state not in ('in_use', 'handed_over') or holder_id is not null or place_id is not null`
		)
	]
);

/** A place whose people are served by a device: the switch, access point or printer they all use. */
export const itemServes = pgTable(
	'item_serves',
	{
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		placeId: uuid('place_id')
			.notNull()
			.references(() => place.id)
	},
	(t) => [primaryKey({ columns: [t.itemId, t.placeId] }), index('item_serves_place').on(t.placeId)]
);
