import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { isRight } from '#lib/training/grade.ts';
import type { AskedQuestion, GivenAnswer } from '#lib/training/attempt.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { textOf } from '../text/html.ts';
import { quizAttempt } from '../reading/tables.ts';

/** How a question fares: as it is asked now, over attempts that asked it in these words. */
export type QuestionFigure = {
	quizId: string;
	id: string;
	prompt: string;
	asked: number;
	right: number;
	/** The wrong answer given most often, and how often. */
	wrong: { words: string; count: number } | null;
};

/** So many attempts say how a question fares; all of a large town's would say the same, later. */
export const ATTEMPTS_COUNTED = 1000;

/**
 * For each question of a module how many answered it rightly, and which wrong answer was given most, over the last
 * thousand attempts that were finished. Names nobody. Authors and administrators; throws Forbidden.
 */
export async function questionFigures(
	db: DbOrTx,
	actor: Actor,
	moduleId: string
): Promise<{ attempts: number; questions: QuestionFigure[] }> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const attempts = await db
		.select({
			quizId: quizAttempt.quizId,
			questions: quizAttempt.questions,
			answers: quizAttempt.answers
		})
		.from(quizAttempt)
		.where(and(eq(quizAttempt.moduleId, moduleId), isNotNull(quizAttempt.finishedAt)))
		.orderBy(desc(quizAttempt.finishedAt))
		.limit(ATTEMPTS_COUNTED);
	const counted = new Map<string, Counted>();
	for (const { quizId, questions, answers } of attempts) {
		for (const question of questions) count(counted, quizId, question, answers[question.id]);
	}
	const questions = [...counted.values()].map(({ wrongs, ...figure }): QuestionFigure => {
		const [most] = [...wrongs].sort((a, b) => b[1] - a[1]);
		return { ...figure, wrong: most ? { words: most[0], count: most[1] } : null };
	});
	return {
		attempts: attempts.length,
		questions: questions.sort((a, b) => a.right / a.asked - b.right / b.asked)
	};
}

type Counted = Omit<QuestionFigure, 'wrong'> & { wrongs: Map<string, number> };

function count(
	counted: Map<string, Counted>,
	quizId: string,
	question: AskedQuestion,
	given: GivenAnswer | undefined
): void {
	const key = `${quizId} ${question.id}`;
	const figure = counted.get(key) ?? {
		...{ quizId, id: question.id, prompt: textOf(question.prompt), asked: 0, right: 0 },
		wrongs: new Map<string, number>()
	};
	figure.asked += 1;
	if (isRight(question, given)) figure.right += 1;
	else if (given) {
		const words = wordsOf(question, given);
		figure.wrongs.set(words, (figure.wrongs.get(words) ?? 0) + 1);
	}
	counted.set(key, figure);
}

/** What was answered, whatever the order in which it was asked. */
function wordsOf(question: AskedQuestion, given: GivenAnswer): string {
	if ('written' in given) return given.written.map((word) => word.toLowerCase()).join(', ');
	const chosen = given.chosen.map((at) => textOf(question.options[at]?.html ?? ''));
	return chosen.sort().join(' + ');
}
