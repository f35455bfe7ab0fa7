import { sql } from 'drizzle-orm';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { jobState, type JobState } from './job-state.ts';

/** What /healthz says. */
export type Health = {
	status: 'ok' | 'unavailable';
	database: { state: 'ok'; milliseconds: number } | { state: 'away' };
	jobs: JobState | { state: 'unknown' };
};

const patienceMs = 2_000;

/** Asks the database, for at most two seconds. Never throws: an absent database is an answer. */
export async function health(db: Db, clock: Clock): Promise<Health> {
	const started = performance.now();
	try {
		await inTime(db.execute(sql`select 1`));
		const milliseconds = Math.round(performance.now() - started);
		const jobs = await inTime(jobState(db, clock.now()));
		return { status: 'ok', database: { state: 'ok', milliseconds }, jobs };
	} catch {
		return { status: 'unavailable', database: { state: 'away' }, jobs: { state: 'unknown' } };
	}
}

function inTime<T>(answer: PromiseLike<T>): Promise<T> {
	const { promise, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
	return Promise.race([Promise.resolve(answer), promise]).finally(() => clearTimeout(timer));
}
