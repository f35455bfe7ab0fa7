import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { DifferenceDecision, DifferenceKind } from '#lib/access/change-kinds.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { accessRight, systemRole } from '#lib/server/systems/tables.ts';
import { accessTask } from '../tasks/tables.ts';

/** Who really is in a group, as a file of the directory says, laid beside the register. */
export const groupComparison = pgTable(
	'group_comparison',
	{
		id: id(),
		roleId: uuid('role_id')
			.notNull()
			.references(() => systemRole.id),
		fileName: text('file_name').notNull(),
		/** Accounts in the file, and how many of them the register has too. */
		accounts: integer('accounts').notNull(),
		agreed: integer('agreed').notNull(),
		createdAt: moment('created_at').notNull(),
		createdById: uuid('created_by_id').references(() => person.id)
	},
	(t) => [index('group_comparison_role').on(t.roleId, t.createdAt)]
);

/** One account about which directory and register differ: one decision. */
export const groupDifference = pgTable(
	'group_difference',
	{
		id: id(),
		comparisonId: uuid('comparison_id')
			.notNull()
			.references(() => groupComparison.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<DifferenceKind>().notNull(),
		/** As the file names it. */
		account: text('account').notNull(),
		personId: uuid('person_id').references(() => person.id),
		rightId: uuid('right_id').references(() => accessRight.id),
		decision: text('decision').$type<DifferenceDecision>(),
		reason: text('reason').notNull().default(''),
		decidedAt: moment('decided_at'),
		decidedById: uuid('decided_by_id').references(() => person.id),
		taskId: uuid('task_id').references(() => accessTask.id)
	},
	(t) => [
		index('group_difference_comparison').on(t.comparisonId, t.decidedAt),
		check(
			'group_difference_kind',
			sql`kind in ('only_directory', 'only_register', 'unknown_account')`
		)
	]
);
