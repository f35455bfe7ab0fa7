import { sql } from 'drizzle-orm';
import { date, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { TaskEffect } from '#lib/catalogue/service-task.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest, team } from './request.ts';

/** One step of the fulfilment checklist. A task with an effect is done only together with the effect. */
export const requestTask = pgTable(
	'request_task',
	{
		id: id(),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		ordinal: integer('ordinal').notNull(),
		key: text('key').notNull(),
		title: localized('title').notNull(),
		/** Keys of tasks that must be done first. */
		needs: text('needs')
			.array()
			.notNull()
			.default(sql`'{}'`),
		team: text('team').references(() => team.slug),
		ownerId: uuid('owner_id').references(() => person.id),
		/** Last day on which it is still in time; null where only the request has a promised day. */
		dueOn: date('due_on'),
		checklist: jsonb('checklist').$type<{ text: LocalizedText; done: boolean }[]>().notNull(),
		effect: jsonb('effect').$type<TaskEffect>(),
		/** What the effect made: the right, seat or item. */
		result: jsonb('result').$type<Record<string, string>>(),
		doneAt: moment('done_at'),
		doneById: uuid('done_by_id').references(() => person.id)
	},
	(t) => [unique('request_task_key').on(t.requestId, t.key)]
);
