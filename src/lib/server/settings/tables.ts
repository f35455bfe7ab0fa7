import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '#lib/server/db/columns.ts';

/** One row a setting that administrators change in the portal; keys and shapes stand in settings.ts. */
export const setting = pgTable('setting', {
	key: text('key').primaryKey(),
	/** Wrapped, because a bare text that looks like a number would be read as one. */
	value: jsonb('value').$type<{ value: unknown }>().notNull(),
	updatedAt: moment('updated_at').notNull()
});
