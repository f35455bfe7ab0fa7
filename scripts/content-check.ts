import { join } from 'node:path';
import { config } from '#lib/server/config.ts';
import { describeProblem } from '#lib/server/content/content-problem.ts';
import { readContent } from '#lib/server/content/read-content.ts';
import { checkTraining } from '#lib/server/training/modules/check-training.ts';
import { describeTextProblem } from '#lib/server/training/text/problem-sentence.ts';
import { markModuleFresh } from './content/mark-fresh.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

const { values } = readOptions(
	`npm run content:check

Reads the services, answers and training modules of CONTENT_DIR and prints every problem with its
file and line. Needs no database. Ends with code 1 when there is a problem; a warning is none.

With --fresh it writes into the translations of a module that somebody has looked them over: they
fit the source as it is now.`,
	{ fresh: { type: 'string', help: 'Module whose translations are up to date', value: 'SLUG' } }
);

await runScript(async () => {
	const folder = config().contentDir;
	const home = join(folder, 'training');
	if (values.fresh) return markModuleFresh(home, values.fresh);
	const content = readContent(folder);
	for (const problem of content.problems) console.error(describeProblem(problem));
	const training = checkTraining(home);
	for (const problem of training.problems) console.error(describeTextProblem(problem, home));
	const errors = training.problems.filter((problem) => problem.level === 'error');
	const warnings = training.problems.length - errors.length;
	const problems = content.problems.length + errors.length;
	const count = `${content.services.length} services, ${content.answers.length} answers`;
	console.log(`${count}, ${training.modules} modules, ${problems} problems, ${warnings} warnings`);
	if (problems > 0) process.exitCode = 1;
});
