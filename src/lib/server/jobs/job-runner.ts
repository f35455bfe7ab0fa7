import { PgBoss } from 'pg-boss';
import type { Sql } from 'postgres';
import { timeZone } from '#lib/format/moments.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { log } from '#lib/server/web/log.ts';
import { jobChannel, type JobCall } from './enqueue.ts';
import { jobSchema } from './install-jobs.ts';
import { registeredJobs, type Job, type JobContext, type JobData } from './registry.ts';

const pollSeconds = 15;
const retryStartMs = 3_000;

/** Jobs at work in this process. `stop` lets running ones finish, for at most a few seconds. */
export type JobRunner = { stop(): Promise<void> };

/** What a runner needs: the portal's own pool for the work, an address for pg-boss's. */
export type RunnerSetup = { url: string; db: Db; sql: Sql; clock: Clock };

/**
 * Runs the registered jobs in this process until it is stopped. Returns at once; while the
 * database is away it keeps trying, and what was due runs when the database is back.
 */
export function startJobRunner(setup: RunnerSetup): JobRunner {
	let boss: PgBoss | undefined;
	let unlisten: (() => Promise<void>) | undefined;
	let retry: NodeJS.Timeout | undefined;
	let stopped = false;
	const workers = new Map<string, string>();
	// What is asked while the queues are still being made: a moment later it would be heard by nobody.
	const early: JobCall[] = [];
	const hear = (call: JobCall) => (boss ? send(boss, workers, call) : void early.push(call));

	const start = async (): Promise<void> => {
		const starting = newBoss(setup.url);
		try {
			unlisten ??= await listen(setup.sql, hear);
			await starting.start();
			for (const job of registeredJobs()) {
				workers.set(job.name, await put(starting, job, setup));
			}
			await dropOldSchedules(starting);
			boss = starting;
			for (const call of early.splice(0)) hear(call);
			if (stopped) await halt();
		} catch (error) {
			log.warn({ reason: String(error) }, 'jobs could not start; trying again');
			await starting.stop({ graceful: false }).catch(() => undefined);
			if (!stopped) retry = setTimeout(() => void start(), retryStartMs);
		}
	};

	const halt = async (): Promise<void> => {
		await unlisten?.().catch(() => undefined);
		await boss?.stop({ graceful: true, timeout: 3_000 }).catch(() => undefined);
	};

	void start();
	return {
		async stop() {
			stopped = true;
			clearTimeout(retry);
			await halt();
		}
	};
}

function newBoss(url: string): PgBoss {
	const boss = new PgBoss({
		connectionString: url,
		schema: jobSchema,
		// Migrating the database makes its tables; the portal's role may not.
		migrate: false,
		application_name: 'abilaud jobs',
		max: 2,
		connectionTimeoutMillis: 5_000,
		warningSlowQuerySeconds: 30
	});
	let last = '';
	boss.on('error', (error) => {
		// While the database is away the same error comes every few seconds; its other fields
		// hold the whole connection.
		if (error.message === last) return;
		last = error.message;
		log.warn({ reason: error.message }, 'jobs: database error');
	});
	return boss;
}

async function put(boss: PgBoss, job: Job, setup: RunnerSetup): Promise<string> {
	const queue = {
		retryLimit: job.options.retries ?? 3,
		retryDelay: 20,
		retryBackoff: true,
		expireInSeconds: (job.options.expiresAfterMinutes ?? 10) * 60,
		deleteAfterSeconds: 24 * 60 * 60
	};
	if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, queue);
	// One waiting and one at work at most: more would only look at the same tables again.
	else await boss.createQueue(job.name, { ...queue, policy: 'stately' });
	const { cron } = job.options;
	if (cron) await boss.schedule(job.name, cron, {}, { tz: timeZone });
	const context: JobContext = { db: setup.db, clock: setup.clock };
	return boss.work<JobData>(job.name, { pollingIntervalSeconds: pollSeconds }, async (runs) => {
		for (const run of runs) await runOnce(job, context, run.data ?? {});
	});
}

async function runOnce(job: Job, context: JobContext, data: JobData): Promise<void> {
	const started = performance.now();
	try {
		await job.handler(context, data);
		log.debug({ job: job.name, ms: Math.round(performance.now() - started) }, 'job done');
	} catch (error) {
		log.error({ err: error, job: job.name }, 'job failed');
		throw error;
	}
}

async function dropOldSchedules(boss: PgBoss): Promise<void> {
	const scheduled = new Set(
		registeredJobs()
			.filter((job) => job.options.cron)
			.map((job) => job.name)
	);
	for (const schedule of await boss.getSchedules()) {
		if (!scheduled.has(schedule.name)) await boss.unschedule(schedule.name);
	}
}

async function listen(sql: Sql, hear: (call: JobCall) => void): Promise<() => Promise<void>> {
	const { unlisten } = await sql.listen(jobChannel, (text) => hear(JSON.parse(text) as JobCall));
	return unlisten;
}

function send(boss: PgBoss, workers: Map<string, string>, call: JobCall): void {
	const worker = workers.get(call.name);
	if (!worker) return;
	const key = Object.keys(call.data).length > 0 ? JSON.stringify(call.data) : undefined;
	boss
		.send(call.name, call.data, key === undefined ? {} : { singletonKey: key })
		.then(() => boss.notifyWorker(worker))
		.catch((error: unknown) =>
			log.warn({ reason: String(error), job: call.name }, 'job was not queued')
		);
}
