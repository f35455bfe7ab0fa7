import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	date,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import { id, localized, moment, tsvector } from '#lib/server/db/columns.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** A kind of equipment: laptops, phones, access points. Ten are shipped; the town adds its own. */
export const itemCategory = pgTable('item_category', {
	/** Short name for addresses, services and files: "laptop". Never changes. */
	code: text('code').$type<ItemCategory>().primaryKey(),
	name: localized('name').notNull(),
	/** Name of a drawing among the portal's icons. */
	icon: text('icon').notNull().default('package'),
	/** Months that such a thing is expected to serve, unless its model or the item itself says otherwise. */
	lifeMonths: integer('life_months'),
	/** Data is wiped, and the wiping recorded, before such a thing is disposed of. */
	holdsData: boolean('holds_data').notNull().default(false),
	position: integer('position').notNull().default(0),
	retiredAt: moment('retired_at')
});

/** A model of a category, with what its items have in common. */
export const itemModel = pgTable(
	'item_model',
	{
		id: id(),
		category: text('category')
			.$type<ItemCategory>()
			.notNull()
			.references(() => itemCategory.code),
		maker: text('maker').notNull().default(''),
		/** As items show it: "ThinkPad L14 Gen 4". */
		name: text('name').notNull(),
		lifeMonths: integer('life_months'),
		/** What a new one costs now, in cents, for the plan of the next budget year. */
		priceCents: integer('price_cents'),
		note: text('note').notNull().default(''),
		retiredAt: moment('retired_at')
	},
	(t) => [uniqueIndex('item_model_name').on(t.category, sql`lower(${t.name})`)]
);

/**
 * One piece of equipment. State, holder, place, room, since when and by which request are written by a trigger from
 * `item_move` and by nothing else: the database refuses any other hand.
 */
export const item = pgTable(
	'item',
	{
		id: id(),
		/** As in the accounts, e.g. `KM-10482`; what people see and scan. Capital letters. */
		inventoryNumber: text('inventory_number').notNull(),
		/** A second tag that somebody put on it: a number of the kindergarten's own. */
		ownTag: text('own_tag').notNull().default(''),
		category: text('category')
			.$type<ItemCategory>()
			.notNull()
			.references(() => itemCategory.code),
		modelId: uuid('model_id').references(() => itemModel.id),
		/** Name of the model, kept here for lists and search; renaming a model writes it anew. */
		model: text('model').notNull(),
		serial: text('serial').notNull().default(''),
		/** UUID of the machine as inventory agents report it, lower case. */
		machineUuid: text('machine_uuid').notNull().default(''),
		state: text('state').$type<ItemState>().notNull().default('ordered'),
		/** Who uses it and answers for it day by day. */
		holderId: uuid('holder_id').references(() => person.id),
		/** Who answers for it in the accounts. */
		responsibleId: uuid('responsible_id').references(() => person.id),
		/** Whom to ask about a shared thing. */
		contactId: uuid('contact_id').references(() => person.id),
		/** Whose it is while nobody holds it; null for the stock of the whole town. */
		unitId: uuid('unit_id').references(() => unit.id),
		placeId: uuid('place_id').references(() => place.id),
		/** Room, or the group of a kindergarten that shares it. */
		room: text('room').notNull().default(''),
		heldSince: date('held_since'),
		/** The thing that it is built into: a disk in a server. */
		partOfId: uuid('part_of_id').references((): AnyPgColumn => item.id),
		supplier: text('supplier').notNull().default(''),
		orderNumber: text('order_number').notNull().default(''),
		priceCents: integer('price_cents'),
		boughtOn: date('bought_on'),
		warrantyUntil: date('warranty_until'),
		/** Own expected life in months; else the model's, else the category's. */
		lifeMonths: integer('life_months'),
		/** Day on which its expected life ends: kept by whatever changes one of the three or the day it was bought. */
		lifeEndsOn: date('life_ends_on'),
		note: text('note').notNull().default(''),
		/** The request it is reserved for, or whose fulfilment handed it over last. */
		requestId: uuid('request_id'),
		/** Number of that request, kept beside its id for the lists. */
		requestNumber: integer('request_number'),
		/** The state it was in when a write-off was proposed. */
		beforeProposal: text('before_proposal').$type<ItemState>(),
		/** How many moves it has made: the number of its last row in `item_move`. */
		moves: integer('moves').notNull().default(0),
		/** Entered by mistake (an import that was undone): in no list, its number is free again. */
		withdrawnAt: moment('withdrawn_at'),
		updatedAt: moment('updated_at').notNull(),
		/** Hyphens are blanks here and in the query, so that "10482" finds KM-10482. */
		search: tsvector('search').generatedAlwaysAs(
			sql`to_tsvector('simple', translate(inventory_number || ' ' || model || ' ' || serial || ' ' || own_tag, '-/', '  '))`
		)
	},
	(t) => [
		uniqueIndex('item_number')
			.on(t.inventoryNumber)
			.where(sql`withdrawn_at is null`),
		uniqueIndex('item_serial')
			.on(sql`lower(${t.serial})`)
			.where(sql`serial <> '' and withdrawn_at is null`),
		uniqueIndex('item_own_tag')
			.on(sql`lower(${t.ownTag})`)
			.where(sql`own_tag <> '' and withdrawn_at is null`),
		uniqueIndex('item_machine')
			.on(t.machineUuid)
			.where(sql`machine_uuid <> '' and withdrawn_at is null`),
		index('item_holder').on(t.holderId),
		index('item_place').on(t.placeId, t.room),
		index('item_unit').on(t.unitId),
		index('item_model_id').on(t.modelId),
		index('item_part')
			.on(t.partOfId)
			.where(sql`part_of_id is not null`),
		index('item_by_model').on(t.model, t.id),
		index('item_by_category').on(t.category, t.inventoryNumber),
		index('item_state').on(t.state, t.inventoryNumber),
		index('item_warranty').on(t.warrantyUntil),
		index('item_bought').on(t.boughtOn),
		index('item_life').on(t.lifeEndsOn),
		index('item_changed').on(t.updatedAt, t.id),
		index('item_request')
			.on(t.requestId)
			.where(sql`request_id is not null`),
		index('item_search').using('gin', t.search),
		check(
			'item_state',
			sql`state in ('ordered', 'in_stock', 'reserved', 'handed_over', 'in_use', 'to_be_returned', 'in_repair', 'missing', 'write_off_proposed', 'written_off')`
		),
		check('item_number_capitals', sql`inventory_number = upper(inventory_number)`),
		check('item_own_part', sql`part_of_id is distinct from id`),
		check(
			'item_in_stock_unheld',
			sql`state not in ('ordered', 'in_stock', 'reserved', 'written_off') or holder_id is null`
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
