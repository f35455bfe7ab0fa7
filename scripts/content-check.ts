import { config } from '#lib/server/config.ts';
import { describeProblem } from '#lib/server/content/content-problem.ts';
import { readContent } from '#lib/server/content/read-content.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

readOptions(
	`npm run content:check

Reads the services and answers of CONTENT_DIR and prints every problem with its file and line.
Needs no database. Ends with code 1 when there is a problem.`,
	{}
);

await runScript(async () => {
	const content = readContent(config().contentDir);
	for (const problem of content.problems) console.error(describeProblem(problem));
	const count = `${content.services.length} services, ${content.answers.length} answers`;
	console.log(`${count}, ${content.problems.length} problems`);
	if (content.problems.length > 0) process.exitCode = 1;
});
