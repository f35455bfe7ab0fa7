import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '#lib/server/db/columns.ts';

/** One row a setting that administrators change in the portal; keys and shapes stand in settings.ts. */
export const setting = pgTable('setting', {
	key: text('key').primaryKey(),
	value: jsonb('value').notNull(),
	updatedAt: moment('updated_at').notNull()
});
