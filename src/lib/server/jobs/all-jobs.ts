import { forgetJobs } from './registry.ts';

/**
 * Everything that runs by itself, one line per job: its name (`noun.what`), its function, and
 * when. A job is a function `(context, data) => Promise<void>` in its noun's room; it calls the
 * same commands as the pages do, as `systemActor`.
 */
export function registerAllJobs(): void {
	forgetJobs();
}
