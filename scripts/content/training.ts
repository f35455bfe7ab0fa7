import { join } from 'node:path';
import { systemActor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { syncTraining, type TrainingSync } from '#lib/server/training/modules/sync-training.ts';
import { describeTextProblem } from '#lib/server/training/text/problem-sentence.ts';

/** Brings the training modules of the content folder into the portal and prints what is wrong with them. */
export async function bringTraining(
	db: Db,
	folder: string
): Promise<TrainingSync & { errors: number }> {
	const report = await syncTraining(db, systemActor, { folder });
	const home = join(folder, 'training');
	for (const problem of report.problems) console.error(describeTextProblem(problem, home));
	const errors = report.problems.filter((problem) => problem.level === 'error').length;
	return { ...report, errors };
}

/** Prints what became of each module that is not as it was. */
export function printTraining(report: TrainingSync): void {
	const lines: [readonly string[], string, string][] = [
		[report.published, 'new', ''],
		[report.refreshed, 'again', ' (same content)'],
		[report.shown, 'shown', ' (its folder is back)'],
		[report.hidden, 'hidden', ' (its folder is gone)'],
		[report.kept, 'kept', ' (taken over in the portal)']
	];
	for (const [slugs, word, why] of lines) {
		for (const slug of slugs) console.log(`${word.padEnd(8)} training/${slug}${why}`);
	}
	const { published, unchanged, hidden } = report;
	console.log(
		`training: ${published.length} new, ${unchanged} unchanged, ${hidden.length} hidden, ${report.problems.length} problems and warnings`
	);
}
