import type { DbOrTx } from '#lib/server/db/client.ts';
import { findProgress } from '#lib/server/jobs/job-progress.ts';

/** Under which name the progress of assigning a module (or `all`) is kept. */
export const assignProgressKey = (what: string) => `training.assign:${what}`;

/** A job that has said nothing for so long was interrupted and begins anew by itself. */
const quietMs = 10 * 60_000;

/** How many people a module has been looked at for, while its assignment is going on. Everybody may know it. */
export async function findAssigning(
	db: DbOrTx,
	moduleId: string,
	now: Date
): Promise<{ done: number; total: number } | undefined> {
	const found = await findProgress(db, assignProgressKey(moduleId));
	if (!found || found.finishedAt || now.getTime() - found.updatedAt.getTime() > quietMs)
		return undefined;
	return { done: found.done, total: found.total };
}
