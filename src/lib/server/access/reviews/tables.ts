import { sql } from 'drizzle-orm';
import {
	check,
	date,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { ReviewAnswer, ReviewState } from '#lib/access/change-kinds.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem } from '#lib/server/systems/tables.ts';
import { accessTask } from '../tasks/tables.ts';

/** A round in which line managers, or the owner of a system, look through who may use what. */
export const reviewCampaign = pgTable(
	'review_campaign',
	{
		id: id(),
		name: text('name').notNull(),
		/** Only rights in this system, answered by its owner; null for all that people hold, by their line managers. */
		systemId: uuid('system_id').references(() => informationSystem.id),
		/** Only people of this unit and below; null for everybody. */
		unitId: uuid('unit_id').references(() => unit.id),
		opensOn: date('opens_on').notNull(),
		dueOn: date('due_on').notNull(),
		/** Days by which what is to be removed is gone, counted from the answer. */
		removeWithinDays: integer('remove_within_days').notNull().default(10),
		state: text('state').$type<ReviewState>().notNull().default('draft'),
		createdAt: moment('created_at').notNull(),
		createdById: uuid('created_by_id').references(() => person.id),
		openedAt: moment('opened_at'),
		closedAt: moment('closed_at'),
		/** Who signed the report. */
		closedById: uuid('closed_by_id').references(() => person.id),
		/** The report as it was signed: key in the file store, and SHA-256. */
		reportKey: text('report_key'),
		reportSha256: text('report_sha256'),
		/** SHA-256 of the answers as the report says them: it stands in the report. */
		answersSha256: text('answers_sha256')
	},
	(t) => [
		index('review_campaign_state').on(t.state, t.dueOn),
		check('review_campaign_state', sql`state in ('draft', 'open', 'closed')`),
		check('review_campaign_days', sql`opens_on <= due_on`)
	]
);

/** Somebody who is to answer in a round, and how often they were reminded. */
export const reviewReviewer = pgTable(
	'review_reviewer',
	{
		campaignId: uuid('campaign_id')
			.notNull()
			.references(() => reviewCampaign.id, { onDelete: 'cascade' }),
		reviewerId: uuid('reviewer_id')
			.notNull()
			.references(() => person.id),
		reminders: integer('reminders').notNull().default(0),
		remindedAt: moment('reminded_at'),
		escalatedAt: moment('escalated_at'),
		/** Whom it went to when no answer came; they may answer too. */
		escalatedToId: uuid('escalated_to_id').references(() => person.id),
		finishedAt: moment('finished_at')
	},
	(t) => [
		primaryKey({ columns: [t.campaignId, t.reviewerId] }),
		index('review_reviewer_person').on(t.reviewerId),
		index('review_reviewer_escalated').on(t.escalatedToId)
	]
);

/** One right or seat of one person in a round, and what was said about it. */
export const reviewLine = pgTable(
	'review_line',
	{
		id: id(),
		campaignId: uuid('campaign_id')
			.notNull()
			.references(() => reviewCampaign.id, { onDelete: 'cascade' }),
		reviewerId: uuid('reviewer_id')
			.notNull()
			.references(() => person.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		rightId: uuid('right_id').references(() => accessRight.id),
		seatId: uuid('seat_id').references(() => softwareSeat.id),
		answer: text('answer').$type<ReviewAnswer>(),
		comment: text('comment').notNull().default(''),
		answeredAt: moment('answered_at'),
		answeredById: uuid('answered_by_id').references(() => person.id),
		/** When the owner of its system, or the desk, was told that nobody knows whether it is needed. */
		ownerToldAt: moment('owner_told_at'),
		/** The task that takes it away. */
		taskId: uuid('task_id').references(() => accessTask.id)
	},
	(t) => [
		uniqueIndex('review_line_right').on(t.campaignId, t.rightId),
		uniqueIndex('review_line_seat').on(t.campaignId, t.seatId),
		index('review_line_reviewer').on(t.campaignId, t.reviewerId, t.personId),
		check('review_line_what', sql`num_nonnulls(right_id, seat_id) = 1`),
		check('review_line_answer', sql`answer in ('keep', 'remove', 'unknown')`)
	]
);
