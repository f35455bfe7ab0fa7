import type { TextProblem } from '#lib/training/module-text.ts';
import { parseModule } from '../text/parse-module.ts';
import { problemsOfFolder } from './folder-problems.ts';
import { readTrainingFolder } from './read-training-folder.ts';

/**
 * Reads every module of a training folder and says what is wrong, with file and line, also between modules: an id that
 * two of them claim. Needs no database.
 */
export function checkTraining(folder: string): { modules: number; problems: TextProblem[] } {
	const { modules, problems } = readTrainingFolder(folder);
	for (const one of modules) problems.push(...parseModule(one.files).problems);
	problems.push(...problemsOfFolder(modules));
	return { modules: modules.length, problems };
}
