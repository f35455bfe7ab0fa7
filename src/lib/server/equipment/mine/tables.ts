import { sql } from 'drizzle-orm';
import { date, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { HoldingAnswer } from '#lib/equipment/holding-answers.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

/** The yearly question "is it still with you?", asked of everybody who has something. */
export const holdingRound = pgTable(
	'holding_round',
	{
		id: id(),
		beganAt: moment('began_at').notNull(),
		beganById: uuid('began_by_id').references(() => person.id),
		dueOn: date('due_on').notNull(),
		/** Nobody is asked or reminded any more. */
		endedAt: moment('ended_at'),
		remindedAt: moment('reminded_at')
	},
	// One at a time.
	() => [
		uniqueIndex('holding_round_open')
			.on(sql`(true)`)
			.where(sql`ended_at is null`)
	]
);

/** What somebody said about a thing in a round; who has not answered has no row. */
export const holdingAnswer = pgTable(
	'holding_answer',
	{
		roundId: uuid('round_id')
			.notNull()
			.references(() => holdingRound.id),
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		answer: text('answer').$type<HoldingAnswer>().notNull(),
		at: moment('at').notNull(),
		/** The representative or agent who answered for somebody. */
		byId: uuid('by_id').references(() => person.id)
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.itemId, t.personId] }),
		index('holding_answer_person').on(t.personId, t.roundId)
	]
);
