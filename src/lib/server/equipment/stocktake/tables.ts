import { sql } from 'drizzle-orm';
import {
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { ItemState } from '#lib/equipment/item-states.ts';
import type {
	CorrectionKind,
	CorrectionState,
	CountResult,
	ScanOutcome,
	StockTakeScope,
	StockTakeState
} from '#lib/equipment/stocktake/stock-take.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** One stock-take: what should be where is written down when it begins, then people go and look. */
export const stockTake = pgTable(
	'stock_take',
	{
		id: id(),
		title: text('title').notNull(),
		/** By places, units or categories; empty lists mean all. */
		scope: jsonb('scope').$type<StockTakeScope>().notNull(),
		/** Whose desk keeps it; null for the whole town's. */
		unitId: uuid('unit_id').references(() => unit.id),
		state: text('state').$type<StockTakeState>().notNull(),
		beganAt: moment('began_at').notNull(),
		beganById: uuid('began_by_id').references(() => person.id),
		/** When counting ended. Scans made before it may still arrive from phones; they are marked as late. */
		closedAt: moment('closed_at'),
		closedById: uuid('closed_by_id').references(() => person.id),
		actId: uuid('act_id').references(() => act.id),
		cancelledAt: moment('cancelled_at'),
		note: text('note').notNull().default('')
	},
	(t) => [index('stock_take_began').on(t.beganAt)]
);

/** Who counts, and who of them signs the act as the commission. */
export const stockTakeMember = pgTable(
	'stock_take_member',
	{
		stockTakeId: uuid('stock_take_id')
			.notNull()
			.references(() => stockTake.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		signs: boolean('signs').notNull().default(false)
	},
	(t) => [
		primaryKey({ columns: [t.stockTakeId, t.personId] }),
		index('stock_take_member_person').on(t.personId)
	]
);

/** What the register expected when it began, and what was found of it. */
export const stockTakeLine = pgTable(
	'stock_take_line',
	{
		stockTakeId: uuid('stock_take_id')
			.notNull()
			.references(() => stockTake.id),
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		/** False for a thing that was scanned though it was not expected here. */
		expected: boolean('expected').notNull(),
		state: text('state').$type<ItemState>().notNull(),
		holderId: uuid('holder_id').references(() => person.id),
		placeId: uuid('place_id').references(() => place.id),
		room: text('room').notNull().default(''),
		result: text('result').$type<CountResult>().notNull(),
		foundAt: moment('found_at'),
		foundById: uuid('found_by_id').references(() => person.id),
		foundPlaceId: uuid('found_place_id').references(() => place.id),
		foundRoom: text('found_room').notNull().default(''),
		/** How many moves the item had made when the line was written: another number later means another act. */
		moves: integer('moves').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.stockTakeId, t.itemId] }),
		index('stock_take_line_result').on(t.stockTakeId, t.result)
	]
);

/** One reading of a label by somebody who counts. Its id is made on the phone: sent twice, it is one. */
export const stockTakeScan = pgTable(
	'stock_take_scan',
	{
		id: uuid('id').primaryKey(),
		stockTakeId: uuid('stock_take_id')
			.notNull()
			.references(() => stockTake.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** As read or typed: an inventory number, an own tag, a serial, or the address on a label. */
		code: text('code').notNull(),
		/** Null when nothing in the register bears it. */
		itemId: uuid('item_id').references(() => item.id),
		placeId: uuid('place_id').references(() => place.id),
		room: text('room').notNull().default(''),
		note: text('note').notNull().default(''),
		/** By the phone's clock. */
		scannedAt: moment('scanned_at').notNull(),
		arrivedAt: moment('arrived_at').notNull(),
		/** What the phone was answered: the same when it is sent again. */
		outcome: text('outcome').$type<ScanOutcome>().notNull(),
		/** Arrived after counting had ended. */
		late: boolean('late').notNull().default(false),
		/** A picture taken with it: its key in the store, and what it is. */
		photoKey: text('photo_key'),
		photoType: text('photo_type')
	},
	(t) => [
		index('stock_take_scan_of').on(t.stockTakeId, t.arrivedAt),
		index('stock_take_scan_item').on(t.stockTakeId, t.itemId)
	]
);

/** What should be changed in the register because of what was found: somebody accepts or declines each. */
export const stockTakeCorrection = pgTable(
	'stock_take_correction',
	{
		id: id(),
		stockTakeId: uuid('stock_take_id')
			.notNull()
			.references(() => stockTake.id),
		kind: text('kind').$type<CorrectionKind>().notNull(),
		itemId: uuid('item_id').references(() => item.id),
		/** Of an unknown label: what was read. */
		code: text('code').notNull().default(''),
		placeId: uuid('place_id').references(() => place.id),
		room: text('room').notNull().default(''),
		/** How many moves the item had made when this was proposed: it is left alone after another one. */
		moves: integer('moves').notNull().default(0),
		state: text('state').$type<CorrectionState>().notNull(),
		decidedAt: moment('decided_at'),
		decidedById: uuid('decided_by_id').references(() => person.id),
		/** The act that carried it out. */
		actId: uuid('act_id').references(() => act.id),
		note: text('note').notNull().default('')
	},
	(t) => [
		uniqueIndex('stock_take_correction_one').on(
			t.stockTakeId,
			t.kind,
			sql`coalesce(${t.itemId}::text, lower(${t.code}))`
		),
		index('stock_take_correction_state').on(t.stockTakeId, t.state)
	]
);
