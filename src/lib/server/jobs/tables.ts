import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '#lib/server/db/columns.ts';

/** How far a long job has come with one thing. Kept until the next time, so that a page can say when it was done. */
export const jobProgress = pgTable('job_progress', {
	/** What is being done: `training.assign:<module id>`. */
	key: text('key').primaryKey(),
	done: integer('done').notNull(),
	total: integer('total').notNull(),
	startedAt: moment('started_at').notNull(),
	updatedAt: moment('updated_at').notNull(),
	finishedAt: moment('finished_at')
});
