import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** A list's filters and order kept under a name, for oneself or for the whole desk. */
export const savedView = pgTable(
	'saved_view',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** Name of the declared list, e.g. `requests`. */
		list: text('list').notNull(),
		name: text('name').notNull(),
		/** The address's query: `status=queued&sort=promised`. */
		query: text('query').notNull(),
		shared: boolean('shared').notNull().default(false),
		createdAt: moment('created_at').notNull()
	},
	(t) => [index('saved_view_list').on(t.list, t.personId)]
);
