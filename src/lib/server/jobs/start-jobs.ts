import type { RunnerSetup } from './job-runner.ts';
import { startJobRunner, type JobRunner } from './job-runner.ts';
import { registerAllJobs } from './all-jobs.ts';
import { config } from '#lib/server/config.ts';
import { onShutdown } from '#lib/server/shutdown.ts';

const running = Symbol.for('abilaud.jobs');
const place = globalThis as { [running]?: JobRunner };

/**
 * Starts the jobs when this is the process that runs them (`ABILAUD_JOBS=1`, set by `npm start`
 * for one process), and stops them with the process. A second call, as a development server makes
 * it after a change, replaces the first. Never throws for a database that is away.
 */
export async function startJobs(setup: Omit<RunnerSetup, 'url'>): Promise<void> {
	const { runsJobs, databaseUrl } = config();
	if (!runsJobs || !databaseUrl) return;
	await place[running]?.stop();
	registerAllJobs();
	place[running] = startJobRunner({ ...setup, url: databaseUrl });
	onShutdown(async () => {
		await place[running]?.stop();
	});
}
