import { systemActor } from '#lib/people/actor.ts';
import { syncContent as sync } from '#lib/server/catalogue/sync-content.ts';
import { config } from '#lib/server/config.ts';
import { describeProblem } from '#lib/server/content/content-problem.ts';
import { openDb } from '#lib/server/db/client.ts';
import type { Progress } from '../terminal/steps.ts';

/**
 * Brings the services and answers of CONTENT_DIR into the portal at its start. A file with a
 * problem is named and leaves its last good version in force; the start goes on.
 */
export async function syncContent(url: string, progress: Progress): Promise<void> {
	const { db, close } = openDb(url, { max: 2 });
	try {
		const report = await sync(db, systemActor, { folder: config().contentDir, overwrite: false });
		for (const problem of report.problems) console.error(describeProblem(problem));
		const { changed, problems } = report;
		progress(changed.length > 0 ? `${changed.length} new` : 'nothing new');
		if (problems.length > 0) progress(`${changed.length} new, ${problems.length} problems above`);
	} finally {
		await close();
	}
}
