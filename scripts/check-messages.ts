import { literalTexts } from './test/literal-texts.ts';
import { messageProblems } from './test/messages.ts';
import { readOptions } from './terminal/options.ts';

readOptions(
	`npm run messages:check

Checks messages/: the same keys with the same blanks in every language, every key used, every used
key there, and no words in components. Part of "npm test".`,
	{}
);

const problems = [...messageProblems(), ...literalTexts()];
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log('Every text is in three languages, and used.');
process.exit(problems.length === 0 ? 0 : 1);
