import { join } from 'node:path';
import { config } from '#lib/server/config.ts';
import { describeProblem } from '#lib/server/content/content-problem.ts';
import { readContent } from '#lib/server/content/read-content.ts';
import { readTemplates } from '#lib/server/notices/writing/template-file.ts';
import { checkTraining } from '#lib/server/training/modules/check-training.ts';
import { describeTextProblem } from '#lib/server/training/text/problem-sentence.ts';
import { markModuleFresh } from './content/mark-fresh.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

const { values } = readOptions(
	`npm run content:check

Reads the services, answers, notice templates and training modules of CONTENT_DIR and prints every
problem with its file and line. Needs no database. Ends with code 1 when there is a problem; a warning is none.

With --fresh it writes into the translations of a module that somebody has looked them over: they
fit the source as it is now.`,
	{ fresh: { type: 'string', help: 'Module whose translations are up to date', value: 'SLUG' } }
);

await runScript(async () => {
	const folder = config().contentDir;
	const home = join(folder, 'training');
	if (values.fresh) return markModuleFresh(home, values.fresh);
	const content = readContent(folder);
	const { templates, problems: unread } = readTemplates(folder);
	for (const problem of [...content.problems, ...unread]) console.error(describeProblem(problem));
	const training = checkTraining(home);
	for (const problem of training.problems) console.error(describeTextProblem(problem, home));
	const errors = training.problems.filter((problem) => problem.level === 'error');
	const warnings = training.problems.length - errors.length;
	const problems = content.problems.length + unread.length + errors.length;
	const count = `${content.services.length} services, ${content.answers.length} answers`;
	const others = `${templates.length} notice templates, ${training.modules} modules`;
	console.log(`${count}, ${others}, ${problems} problems, ${warnings} warnings`);
	if (problems > 0) process.exitCode = 1;
});
