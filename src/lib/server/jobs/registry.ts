import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';

/** What a job works with. Each run of a job gets the process's pool and the portal's clock. */
export type JobContext = { db: Db; clock: Clock };

/** Small facts for one run, as JSON. The work itself is found in the tables. */
export type JobData = Record<string, string | number | boolean | null>;

/**
 * The work of a job. It may be run twice for the same thing and must not mind; throwing makes
 * it run again a little later.
 */
export type JobHandler = (context: JobContext, data: JobData) => Promise<void>;

export type JobOptions = {
	/** When it runs by itself, in Estonian time: minute, hour, day, month, weekday. */
	cron?: string;
	/** Attempts after the first one failed; 3 unless told. */
	retries?: number;
	/** After how many minutes a run counts as lost; 10 unless told. */
	expiresAfterMinutes?: number;
};

export type Job = { name: string; handler: JobHandler; options: JobOptions };

const jobs = new Map<string, Job>();

/**
 * Makes a job known to the job runner. Called from all-jobs.ts only, once per name, so that the
 * list of what runs by itself stands in one place. Throws for a name that is taken.
 */
export function registerJob(name: string, handler: JobHandler, options: JobOptions = {}): void {
	if (jobs.has(name)) throw new Error(`The job ${name} is registered twice.`);
	jobs.set(name, { name, handler, options });
}

/** Every job that was registered, in that order. */
export function registeredJobs(): Job[] {
	return [...jobs.values()];
}

/** Forgets all jobs; a development server reads all-jobs.ts again after each change. */
export function forgetJobs(): void {
	jobs.clear();
}
