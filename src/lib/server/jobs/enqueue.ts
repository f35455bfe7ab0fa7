import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import type { JobData } from './registry.ts';

/** The channel on which job runners hear that there is work. */
export const jobChannel = 'abilaud_job';

/** What is sent over the channel. */
export type JobCall = { name: string; data: JobData };

/**
 * Asks for a job to run as soon as this transaction is committed; nothing happens when it is
 * rolled back, and asking twice before it runs means one run. This is a nudge and can get lost
 * when no runner is up, so the job finds its work in the tables and also has a `cron`.
 */
export async function enqueue(db: DbOrTx, name: string, data: JobData = {}): Promise<void> {
	const call: JobCall = { name, data };
	await db.execute(sql`select pg_notify(${jobChannel}, ${JSON.stringify(call)})`);
}
