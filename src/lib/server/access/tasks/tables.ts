import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AccessTaskKind, AccessTaskSource } from '#lib/access/access-tasks.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, systemRole } from '#lib/server/systems/tables.ts';

/**
 * Something the desk is to do about what a person may use, with the day by which. A right is ended and a seat given
 * back together with ticking it.
 */
export const accessTask = pgTable(
	'access_task',
	{
		id: id(),
		kind: text('kind').$type<AccessTaskKind>().notNull(),
		personId: uuid('person_id').references(() => person.id),
		/** Unit of the person when it was opened: whose desk it is. */
		unitId: uuid('unit_id').references(() => unit.id),
		rightId: uuid('right_id').references(() => accessRight.id),
		seatId: uuid('seat_id').references(() => softwareSeat.id),
		roleId: uuid('role_id').references(() => systemRole.id),
		productId: uuid('product_id').references(() => softwareProduct.id),
		/** Account as the directory names it, where nobody knows whose it is. */
		account: text('account').notNull().default(''),
		note: text('note').notNull().default(''),
		dueOn: date('due_on').notNull(),
		source: text('source').$type<AccessTaskSource>().notNull(),
		/** The campaign, change or comparison it comes from. */
		sourceId: uuid('source_id'),
		openedAt: moment('opened_at').notNull(),
		openedById: uuid('opened_by_id').references(() => person.id),
		doneAt: moment('done_at'),
		doneById: uuid('done_by_id').references(() => person.id),
		/** How it ended, in a person's words or the portal's. */
		outcome: text('outcome').notNull().default('')
	},
	(t) => [
		uniqueIndex('access_task_right_once')
			.on(t.kind, t.rightId)
			.where(sql`done_at is null and right_id is not null`),
		uniqueIndex('access_task_seat_once')
			.on(t.kind, t.seatId)
			.where(sql`done_at is null and seat_id is not null`),
		uniqueIndex('access_task_role_once')
			.on(t.kind, t.personId, t.roleId)
			.where(sql`done_at is null and right_id is null and role_id is not null`),
		index('access_task_open')
			.on(t.dueOn, t.id)
			.where(sql`done_at is null`),
		index('access_task_person').on(t.personId),
		index('access_task_source').on(t.source, t.sourceId),
		check(
			'access_task_what',
			sql`num_nonnulls(right_id, seat_id, role_id, product_id, person_id) > 0`
		)
	]
);
