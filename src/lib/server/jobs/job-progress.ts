import { eq, sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { jobProgress } from './tables.ts';

/** How far a long job has come with one thing. */
export type JobProgress = {
	done: number;
	total: number;
	startedAt: Date;
	updatedAt: Date;
	/** Null while it is going on. */
	finishedAt: Date | null;
};

/** Says that a long job begins with something of so many steps. Whatever was known of the time before is replaced. */
export async function beginProgress(
	db: DbOrTx,
	key: string,
	total: number,
	at: Date
): Promise<void> {
	const row = { done: 0, total, startedAt: at, updatedAt: at, finishedAt: total === 0 ? at : null };
	await db
		.insert(jobProgress)
		.values({ key, ...row })
		.onConflictDoUpdate({ target: jobProgress.key, set: row });
}

/** Adds steps that are done; the last one ends it. Nothing happens for something that was never begun. */
export async function addProgress(db: DbOrTx, key: string, steps: number, at: Date): Promise<void> {
	const done = sql`least(${jobProgress.total}, ${jobProgress.done} + ${steps}::int)`;
	await db
		.update(jobProgress)
		.set({
			done,
			updatedAt: at,
			finishedAt: sql`case when ${done} = ${jobProgress.total}
				then coalesce(${jobProgress.finishedAt}, ${at.toISOString()}::timestamptz) end`
		})
		.where(eq(jobProgress.key, key));
}

/** How far it has come; undefined for something that was never begun. */
export async function findProgress(db: DbOrTx, key: string): Promise<JobProgress | undefined> {
	const [found] = await db
		.select({
			done: jobProgress.done,
			total: jobProgress.total,
			startedAt: jobProgress.startedAt,
			updatedAt: jobProgress.updatedAt,
			finishedAt: jobProgress.finishedAt
		})
		.from(jobProgress)
		.where(eq(jobProgress.key, key));
	return found;
}
