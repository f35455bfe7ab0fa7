import { sql } from 'drizzle-orm';
import {
	boolean,
	date,
	index,
	integer,
	pgTable,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { RepairOutcome } from '#lib/equipment/repair-outcomes.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

/** A repair of one item, from the act that sent it to the act that brought it back. */
export const repair = pgTable(
	'repair',
	{
		id: id(),
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		outActId: uuid('out_act_id')
			.notNull()
			.references(() => act.id),
		inActId: uuid('in_act_id').references(() => act.id),
		/** Who repairs it. */
		vendor: text('vendor').notNull(),
		fault: text('fault').notNull().default(''),
		underWarranty: boolean('under_warranty').notNull(),
		sentOn: date('sent_on').notNull(),
		/** Past this day it is overdue. */
		expectedOn: date('expected_on'),
		returnedOn: date('returned_on'),
		costCents: integer('cost_cents'),
		outcome: text('outcome').$type<RepairOutcome>(),
		/** What its user has meanwhile. */
		loanItemId: uuid('loan_item_id').references(() => item.id),
		requestId: uuid('request_id'),
		requestNumber: integer('request_number'),
		note: text('note').notNull().default(''),
		madeById: uuid('made_by_id').references(() => person.id),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		uniqueIndex('repair_open')
			.on(t.itemId)
			.where(sql`returned_on is null`),
		index('repair_item').on(t.itemId, t.sentOn),
		index('repair_expected')
			.on(t.expectedOn)
			.where(sql`returned_on is null`)
	]
);
