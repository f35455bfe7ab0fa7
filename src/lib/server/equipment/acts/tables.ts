import { sql } from 'drizzle-orm';
import {
	check,
	date,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { ActText } from '#lib/equipment/act-text.ts';
import type { ActKind, ActState, SignerRole, SigningMethod } from '#lib/equipment/act-kinds.ts';
import type { EquipmentTaskKind } from '#lib/equipment/acts/task-words.ts';
import type { ItemEvent, ItemState } from '#lib/equipment/item-states.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** The last number given to acts of a kind in a year: locked while one is taken, so that there are no gaps. */
export const actCounter = pgTable(
	'act_counter',
	{
		kind: text('kind').$type<ActKind>().notNull(),
		year: integer('year').notNull(),
		last: integer('last').notNull()
	},
	(t) => [primaryKey({ columns: [t.kind, t.year] })]
);

/**
 * A numbered document that moves items: receipt, handover, return, transfer, repair out and in, stock-take, write-off,
 * and entries of the register. Its text is frozen when it is made; it is never changed or deleted (triggers).
 */
export const act = pgTable(
	'act',
	{
		id: id(),
		kind: text('kind').$type<ActKind>().notNull(),
		year: integer('year').notNull(),
		seq: integer('seq').notNull(),
		/** `ÜA-2026-014` */
		number: text('number').notNull().unique(),
		state: text('state').$type<ActState>().notNull(),
		madeAt: moment('made_at').notNull(),
		/** Null for the portal itself. */
		madeById: uuid('made_by_id').references(() => person.id),
		/** Whose items they are: who of the desk may see and sign it. Null for the whole town's. */
		unitId: uuid('unit_id').references(() => unit.id),
		/** Who gives things away, of a return or a transfer. */
		fromPersonId: uuid('from_person_id').references(() => person.id),
		/** Who gets them, of a handover or a transfer. */
		toPersonId: uuid('to_person_id').references(() => person.id),
		placeId: uuid('place_id').references(() => place.id),
		requestId: uuid('request_id'),
		requestNumber: integer('request_number'),
		note: text('note').notNull().default(''),
		/** The words of the document as they stood when it was made. */
		text: jsonb('text').$type<ActText>().notNull(),
		/** SHA-256 of `text` written canonically: what people put their names to. */
		textHash: text('text_hash').notNull(),
		completedAt: moment('completed_at'),
		/** Key of the form that made it: the same form sent twice makes one act. */
		formKey: uuid('form_key'),
		/** How often those who have still to sign were reminded. */
		reminders: integer('reminders').notNull().default(0),
		/** The finished PDF with its signatures, as it was when the last one was put to it. */
		pdfKey: text('pdf_key'),
		pdfSha256: text('pdf_sha256')
	},
	(t) => [
		uniqueIndex('act_number_in_year').on(t.kind, t.year, t.seq),
		uniqueIndex('act_form').on(t.formKey),
		index('act_made').on(t.madeAt, t.id),
		index('act_unprinted')
			.on(t.completedAt)
			.where(sql`state = 'complete' and kind <> 'entry' and pdf_key is null`),
		index('act_to').on(t.toPersonId, t.state),
		index('act_from').on(t.fromPersonId, t.state),
		index('act_request')
			.on(t.requestId)
			.where(sql`request_id is not null`),
		index('act_open')
			.on(t.madeAt)
			.where(sql`state = 'open'`)
	]
);

/** One thing on an act, named as it was then. */
export const actLine = pgTable(
	'act_line',
	{
		id: id(),
		actId: uuid('act_id')
			.notNull()
			.references(() => act.id),
		position: integer('position').notNull(),
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		/** What the line brings about when the act takes effect. */
		event: text('event').$type<ItemEvent>().notNull(),
		/** When it took effect; null while the act waits, or when it was refused. */
		doneAt: moment('done_at'),
		/** When whoever should receive it said no. */
		refusedAt: moment('refused_at'),
		holderId: uuid('holder_id').references(() => person.id),
		placeId: uuid('place_id').references(() => place.id),
		room: text('room'),
		note: text('note').notNull().default('')
	},
	(t) => [
		uniqueIndex('act_line_position').on(t.actId, t.position),
		uniqueIndex('act_line_item').on(t.actId, t.itemId),
		index('act_line_of_item').on(t.itemId, t.actId)
	]
);

/** A place for a name under an act: wanted, then signed or refused. One that is signed is never changed (trigger). */
export const actSignature = pgTable(
	'act_signature',
	{
		id: id(),
		actId: uuid('act_id')
			.notNull()
			.references(() => act.id),
		position: integer('position').notNull(),
		role: text('role').$type<SignerRole>().notNull(),
		/** Null for somebody from outside: the driver of a supplier. */
		personId: uuid('person_id').references(() => person.id),
		name: text('name').notNull(),
		method: text('method').$type<SigningMethod>(),
		signedAt: moment('signed_at'),
		/** The hash of the text that was signed: that of the act. */
		textHash: text('text_hash'),
		refusedAt: moment('refused_at'),
		reason: text('reason').notNull().default(''),
		/** What a finger drew: the path of an SVG of 600 by 200. */
		drawing: text('drawing'),
		/** The scan of the signed paper. */
		fileId: uuid('file_id'),
		/** The agent on whose screen or by whose scan it was signed; the deputy who signed for somebody. */
		byId: uuid('by_id').references(() => person.id),
		address: text('address').notNull().default('')
	},
	(t) => [
		uniqueIndex('act_signature_position').on(t.actId, t.position),
		index('act_signature_waiting')
			.on(t.personId)
			.where(sql`signed_at is null and refused_at is null`),
		check(
			'act_signature_once',
			sql`num_nonnulls(signed_at, refused_at) <= 1 and (signed_at is null or (method is not null and text_hash is not null))`
		)
	]
);

/**
 * Every move of every item, in order: what an act did to it and how it stood after it. Rows are added and never changed
 * (triggers); a trigger writes the last one into `item`, and closes and opens its row in `item_holding`.
 */
export const itemMove = pgTable(
	'item_move',
	{
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		/** 1, 2, 3 of each item: two who move it at once cannot both have the next. */
		seq: integer('seq').notNull(),
		actId: uuid('act_id')
			.notNull()
			.references(() => act.id),
		event: text('event').$type<ItemEvent>().notNull(),
		at: moment('at').notNull(),
		byId: uuid('by_id').references(() => person.id),
		fromState: text('from_state').$type<ItemState>().notNull(),
		state: text('state').$type<ItemState>().notNull(),
		holderId: uuid('holder_id').references(() => person.id),
		placeId: uuid('place_id').references(() => place.id),
		room: text('room').notNull(),
		heldSince: date('held_since'),
		requestId: uuid('request_id'),
		requestNumber: integer('request_number'),
		beforeProposal: text('before_proposal').$type<ItemState>(),
		note: text('note').notNull().default('')
	},
	(t) => [
		primaryKey({ columns: [t.itemId, t.seq] }),
		index('item_move_act').on(t.actId),
		index('item_move_at').on(t.at)
	]
);

/** Who or which room had an item from when until when. The database refuses a second open row of an item. */
export const itemHolding = pgTable(
	'item_holding',
	{
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		/** The move that began it. */
		seq: integer('seq').notNull(),
		/** Null while a room has it. */
		personId: uuid('person_id').references(() => person.id),
		since: moment('since').notNull(),
		until: moment('until')
	},
	(t) => [
		primaryKey({ columns: [t.itemId, t.seq] }),
		uniqueIndex('item_holding_one')
			.on(t.itemId)
			.where(sql`until is null`),
		index('item_holding_person').on(t.personId, t.since),
		check('item_holding_order', sql`until is null or until >= since`)
	]
);

export type { EquipmentTaskKind };

/** What the desk has to see to because of an item. The same about the same thing is open once. */
export const equipmentTask = pgTable(
	'equipment_task',
	{
		id: id(),
		kind: text('kind').$type<EquipmentTaskKind>().notNull(),
		itemId: uuid('item_id').references(() => item.id),
		/** The kind of supplies that runs low, at `placeId`. */
		stockKindId: uuid('stock_kind_id'),
		placeId: uuid('place_id').references(() => place.id),
		actId: uuid('act_id').references(() => act.id),
		/** Whom it is about. */
		personId: uuid('person_id').references(() => person.id),
		/** Whose desk it is for; null for the whole town's. */
		unitId: uuid('unit_id').references(() => unit.id),
		note: text('note').notNull().default(''),
		openedAt: moment('opened_at').notNull(),
		openedById: uuid('opened_by_id').references(() => person.id),
		assigneeId: uuid('assignee_id').references(() => person.id),
		doneAt: moment('done_at'),
		doneById: uuid('done_by_id').references(() => person.id),
		/** What was done about it, in the agent's words. */
		outcome: text('outcome').notNull().default('')
	},
	(t) => [
		uniqueIndex('equipment_task_open')
			.on(
				t.kind,
				sql`coalesce(${t.itemId}, ${t.stockKindId})`,
				sql`coalesce(${t.placeId}, '00000000-0000-0000-0000-000000000000')`
			)
			.where(sql`done_at is null`),
		index('equipment_task_waiting')
			.on(t.openedAt)
			.where(sql`done_at is null`),
		index('equipment_task_item').on(t.itemId)
	]
);
