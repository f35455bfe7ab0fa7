import {
	date,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { CommissionOpinion, WipeMethod, WriteOffState } from '#lib/equipment/write-off.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, unit } from '#lib/server/people/tables.ts';

/** A proposal to take items out of use for good, from the first line to the certificate of disposal. */
export const writeOff = pgTable(
	'write_off',
	{
		id: id(),
		title: text('title').notNull(),
		reason: text('reason').notNull(),
		state: text('state').$type<WriteOffState>().notNull(),
		unitId: uuid('unit_id').references(() => unit.id),
		proposedAt: moment('proposed_at').notNull(),
		proposedById: uuid('proposed_by_id').references(() => person.id),
		/** Of the management: who decides. Never the one who proposed it. */
		approverId: uuid('approver_id')
			.notNull()
			.references(() => person.id),
		decidedAt: moment('decided_at'),
		decidedById: uuid('decided_by_id').references(() => person.id),
		decision: text('decision').notNull().default(''),
		actId: uuid('act_id').references(() => act.id),
		disposedOn: date('disposed_on'),
		/** Who took the things away. */
		disposedBy: text('disposed_by').notNull().default(''),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [index('write_off_state').on(t.state, t.proposedAt)]
);

/** One item of a proposal. */
export const writeOffLine = pgTable(
	'write_off_line',
	{
		writeOffId: uuid('write_off_id')
			.notNull()
			.references(() => writeOff.id),
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		position: integer('position').notNull(),
		/** In what state it is, in words. */
		condition: text('condition').notNull().default(''),
		/** What the accounts still count it for, in cents. */
		bookValueCents: integer('book_value_cents'),
		wipeMethod: text('wipe_method').$type<WipeMethod>(),
		wipedAt: moment('wiped_at'),
		wipedById: uuid('wiped_by_id').references(() => person.id)
	},
	(t) => [
		primaryKey({ columns: [t.writeOffId, t.itemId] }),
		uniqueIndex('write_off_line_position').on(t.writeOffId, t.position),
		index('write_off_line_item').on(t.itemId)
	]
);

/** A member of the commission that looks at the things, and what she says. */
export const writeOffMember = pgTable(
	'write_off_member',
	{
		writeOffId: uuid('write_off_id')
			.notNull()
			.references(() => writeOff.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		opinion: text('opinion').$type<CommissionOpinion>(),
		note: text('note').notNull().default(''),
		at: moment('at')
	},
	(t) => [
		primaryKey({ columns: [t.writeOffId, t.personId] }),
		index('write_off_member_person').on(t.personId)
	]
);
