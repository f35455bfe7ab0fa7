import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { ApproverRule } from '#lib/catalogue/approval-stage.ts';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest } from './request.ts';

/** One approval stage of a request; stages run strictly in order. */
export const approvalStage = pgTable(
	'approval_stage',
	{
		id: id(),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		/** Which round: a resubmitted request starts its stages again. */
		round: integer('round').notNull().default(1),
		ordinal: integer('ordinal').notNull(),
		title: localized('title').notNull(),
		rule: jsonb('rule').$type<ApproverRule>().notNull(),
		/** How many must approve; resolved from any / all / n when the stage opens. */
		need: text('need').notNull(),
		needed: integer('needed'),
		workingDays: integer('working_days').notNull(),
		remindAfterDays: integer('remind_after_days').notNull().default(1),
		state: text('state')
			.$type<'pending' | 'open' | 'approved' | 'rejected' | 'returned' | 'skipped'>()
			.notNull(),
		openedAt: moment('opened_at'),
		dueAt: moment('due_at'),
		remindAt: moment('remind_at'),
		closedAt: moment('closed_at'),
		/** Why a stage was skipped: `own_request`, `condition`, `nobody`. */
		skippedBecause: text('skipped_because')
	},
	(t) => [
		unique('approval_stage_order').on(t.requestId, t.round, t.ordinal),
		uniqueIndex('approval_stage_one_open')
			.on(t.requestId)
			.where(sql`state = 'open'`),
		index('approval_stage_remind')
			.on(t.remindAt)
			.where(sql`state = 'open'`),
		check(
			'approval_stage_state',
			sql`state in ('pending', 'open', 'approved', 'rejected', 'returned', 'skipped')`
		)
	]
);

/** One person's say in a stage, resolved when the stage opened. */
export const approval = pgTable(
	'approval',
	{
		id: id(),
		stageId: uuid('stage_id')
			.notNull()
			.references(() => approvalStage.id),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		approverId: uuid('approver_id')
			.notNull()
			.references(() => person.id),
		/** Why this person, e.g. `line_manager`: the screen says it. */
		because: text('because').notNull(),
		decision: text('decision').$type<'approved' | 'rejected' | 'returned'>(),
		/** Who decided: the approver or a deputy. */
		decidedById: uuid('decided_by_id').references(() => person.id),
		reason: text('reason'),
		decidedAt: moment('decided_at'),
		/** Still to be decided: true from opening until decided or the stage closes without it. */
		pending: boolean('pending').notNull().default(true)
	},
	(t) => [
		unique('approval_once').on(t.stageId, t.approverId),
		index('approval_pending')
			.on(t.approverId, t.requestId)
			.where(sql`pending`),
		index('approval_request').on(t.requestId),
		check('approval_decision', sql`decision in ('approved', 'rejected', 'returned')`)
	]
);
