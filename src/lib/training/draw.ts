import type { AskedQuestion } from './attempt.ts';
import type { ModuleQuiz } from './module-text.ts';

/** A number from 0 up to 1, as Math.random gives it; tests give their own. */
export type Random = () => number;

/**
 * The questions of one attempt: `pick` of them, drawn without putting back, in the order of the module, with
 * their options mixed where the quiz says so. With `only`, just these questions, all of them.
 */
export function drawQuestions(
	quiz: Pick<ModuleQuiz, 'questions' | 'pick' | 'shuffle'>,
	random: Random,
	only?: ReadonlySet<string>
): AskedQuestion[] {
	const offered = quiz.questions.filter((question) => !only || only.has(question.id));
	const wanted = only || quiz.pick === null ? offered.length : Math.min(quiz.pick, offered.length);
	const drawn = new Set(mixed(offered, random).slice(0, wanted));
	return offered
		.filter((question) => drawn.has(question))
		.map((question) =>
			quiz.shuffle ? { ...question, options: mixed(question.options, random) } : question
		);
}

/** Every order is as likely as any other (Fisher and Yates). */
function mixed<T>(list: readonly T[], random: Random): T[] {
	const rest = [...list];
	const result: T[] = [];
	while (rest.length > 0) {
		const index = Math.min(Math.floor(random() * rest.length), rest.length - 1);
		result.push(...rest.splice(index, 1));
	}
	return result;
}
