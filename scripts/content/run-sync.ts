import { systemActor } from '#lib/people/actor.ts';
import { syncContent } from '#lib/server/catalogue/sync-content.ts';
import { config } from '#lib/server/config.ts';
import { describeProblem } from '#lib/server/content/content-problem.ts';
import { openDb } from '#lib/server/db/client.ts';
import { syncTemplates } from '#lib/server/notices/writing/sync-templates.ts';
import { openTarget } from '../database-target.ts';
import { bringTraining, printTraining } from './training.ts';

/** Brings the content folder into the database of the script and prints what happened to each service, answer, template and module. */
export async function runSync({ overwrite }: { overwrite: boolean }): Promise<void> {
	const target = await openTarget();
	const { db, close } = openDb(target.url, { max: 2 });
	try {
		const folder = config().contentDir;
		const report = await syncContent(db, systemActor, { folder, overwrite });
		for (const problem of report.problems) console.error(describeProblem(problem));
		for (const slug of report.changed) console.log(`new      ${slug}`);
		for (const slug of report.hidden) console.log(`hidden   ${slug} (its file is gone)`);
		for (const slug of report.kept) console.log(`kept     ${slug} (edited in the portal)`);
		console.log(
			`${report.changed.length} new, ${report.hidden.length} hidden, ${report.kept.length} kept, ${report.problems.length} problems`
		);
		const templates = await syncTemplates(db, systemActor, { folder, overwrite });
		for (const problem of templates.problems) console.error(describeProblem(problem));
		for (const slug of templates.changed) console.log(`new      notices/${slug}`);
		for (const slug of templates.hidden) console.log(`hidden   notices/${slug} (its file is gone)`);
		for (const slug of templates.kept) console.log(`kept     notices/${slug} (edited in the portal)`);
		const training = await bringTraining(db, folder);
		printTraining(training);
		const problems = report.problems.length + templates.problems.length + training.errors;
		if (problems > 0) process.exitCode = 1;
	} finally {
		await close();
		await target.release();
	}
}
