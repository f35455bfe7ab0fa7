import { sql } from 'drizzle-orm';
import type { Db } from '#lib/server/db/client.ts';
import { jobSchema } from './install-jobs.ts';

/** How the jobs are, as /healthz and the settings page show it. Counts are a few minutes old. */
export type JobState = {
	/** `stalled`: no runner has looked at the schedules for three minutes. */
	state: 'running' | 'stalled' | 'not_started';
	lastTick: string | null;
	queued: number;
	active: number;
	failed: number;
};

const stalledAfterMs = 3 * 60_000;
const notStarted: JobState = {
	state: 'not_started',
	lastTick: null,
	queued: 0,
	active: 0,
	failed: 0
};

/** Reads how the jobs are from the database, so every instance gives the same answer. */
export async function jobState(db: Db, now: Date): Promise<JobState> {
	const [table] = await db.execute<{ found: boolean }>(
		sql`select to_regclass(${`${jobSchema}.version`}) is not null as found`
	);
	if (!table?.found) return notStarted;
	const [row] = await db.execute<{
		tick: string | null;
		queued: number;
		active: number;
		failed: number;
	}>(sql`
		select (select max(cron_on) from ${sql.raw(jobSchema)}.version)::text as tick,
			coalesce(sum(queued_count), 0)::int as queued,
			coalesce(sum(active_count), 0)::int as active,
			coalesce(sum(failed_count), 0)::int as failed
		from ${sql.raw(jobSchema)}.queue where name not like '\\_\\_%'`);
	if (!row?.tick) return notStarted;
	const lastTick = new Date(row.tick);
	const stalled = now.getTime() - lastTick.getTime() > stalledAfterMs;
	return {
		state: stalled ? 'stalled' : 'running',
		lastTick: lastTick.toISOString(),
		queued: row.queued,
		active: row.active,
		failed: row.failed
	};
}
