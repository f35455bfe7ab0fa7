import { sql } from 'drizzle-orm';
import {
	check,
	date,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { ChangeKind, ChangeState, LineAct, LineKind } from '#lib/access/change-kinds.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, systemRole } from '#lib/server/systems/tables.ts';
import { accessTask } from '../tasks/tables.ts';

/**
 * Somebody comes, moves to another unit or position, or leaves: with the day, and line by line what they get, keep
 * and lose. A joiner's and a leaver's change goes with the request that told of them.
 */
export const staffChange = pgTable(
	'staff_change',
	{
		id: id(),
		/** Counted up; what people say on the telephone. */
		number: integer('number').notNull().unique().generatedAlwaysAsIdentity(),
		kind: text('kind').$type<ChangeKind>().notNull(),
		/** Null until a joiner is in the register; until then the answers of the request say who. */
		personId: uuid('person_id').references(() => person.id),
		/** Name as it was told, for lists: a joiner is not a person of the register yet. */
		name: text('name').notNull(),
		requestId: uuid('request_id').references(() => serviceRequest.id),
		requestNumber: integer('request_number'),
		/** First day in the new place, or the last day of a leaver. */
		day: date('day').notNull(),
		fromUnitId: uuid('from_unit_id').references(() => unit.id),
		toUnitId: uuid('to_unit_id').references(() => unit.id),
		fromPosition: text('from_position').notNull().default(''),
		toPosition: text('to_position').notNull().default(''),
		toPlaceId: uuid('to_place_id').references(() => place.id),
		/** Line manager who decides: a mover's new one, a leaver's own. Null where there is none above. */
		managerId: uuid('manager_id').references(() => person.id),
		state: text('state').$type<ChangeState>().notNull().default('open'),
		createdAt: moment('created_at').notNull(),
		createdById: uuid('created_by_id').references(() => person.id),
		/** When the register got the new unit and position, or the account closed. */
		appliedAt: moment('applied_at'),
		/** When the account and all that was due for the first day was ready: for the share in time. */
		readyAt: moment('ready_at'),
		finishedAt: moment('finished_at'),
		remindedAt: moment('reminded_at'),
		/** The return slip of a leaver, as it was given: key in the file store, and SHA-256. */
		slipKey: text('slip_key'),
		slipSha256: text('slip_sha256'),
		note: text('note').notNull().default('')
	},
	(t) => [
		uniqueIndex('staff_change_leaver_once')
			.on(t.personId)
			.where(sql`kind = 'leaver' and state = 'open'`),
		index('staff_change_open').on(t.kind, t.state, t.day, t.id),
		index('staff_change_person').on(t.personId),
		index('staff_change_manager').on(t.managerId, t.state),
		uniqueIndex('staff_change_request').on(t.requestId),
		check('staff_change_kind', sql`kind in ('joiner', 'mover', 'leaver')`),
		check('staff_change_state', sql`state in ('open', 'done', 'cancelled')`)
	]
);

/** One thing that somebody gets, keeps or loses by a change. */
export const staffChangeLine = pgTable(
	'staff_change_line',
	{
		id: id(),
		changeId: uuid('change_id')
			.notNull()
			.references(() => staffChange.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<LineKind>().notNull(),
		/** What the portal proposes. */
		proposed: text('proposed').$type<LineAct>().notNull(),
		/** What the line manager decided; null until then. */
		decided: text('decided').$type<LineAct>(),
		decidedAt: moment('decided_at'),
		decidedById: uuid('decided_by_id').references(() => person.id),
		/** Why it is proposed: the bundle, `colleagues` or `held`; and whether colleagues usually have it. */
		why: jsonb('why').$type<{
			bundle?: string;
			colleagues?: number;
			of?: number;
			unusual?: boolean;
			/** A leaver's right: the last day it had before (null: none), while it has that of the leaver. */
			until?: string | null;
		}>(),
		roleId: uuid('role_id').references(() => systemRole.id),
		rightId: uuid('right_id').references(() => accessRight.id),
		productId: uuid('product_id').references(() => softwareProduct.id),
		seatId: uuid('seat_id').references(() => softwareSeat.id),
		category: text('category').references(() => itemCategory.code),
		itemId: uuid('item_id').references(() => item.id),
		moduleSlug: text('module_slug'),
		dueOn: date('due_on').notNull(),
		/** The task that carries it out: of the change's request (its key), or of the desk. */
		requestTaskKey: text('request_task_key'),
		/** The request of its own, for a mover's right whose owner has to agree. */
		requestNumber: integer('request_number'),
		accessTaskId: uuid('access_task_id').references(() => accessTask.id),
		doneAt: moment('done_at')
	},
	(t) => [
		index('staff_change_line_change').on(t.changeId, t.dueOn),
		check('staff_change_line_kind', sql`kind in ('right', 'seat', 'item', 'account', 'module')`),
		check('staff_change_line_acts', sql`proposed in ('add', 'keep', 'drop')`)
	]
);
