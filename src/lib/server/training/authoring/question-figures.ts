import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { isRight } from '#lib/training/grade.ts';
import type { AskedQuestion, GivenAnswer } from '#lib/training/attempt.ts';
import type { QuizQuestion } from '#lib/training/module-text.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingModule, trainingText } from '../modules/tables.ts';
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
 * thousand attempts that were finished, whatever language they were in: questions and options are said in the reader's.
 * Names nobody. Authors and administrators; throws Forbidden.
 */
export async function questionFigures(
	db: DbOrTx,
	actor: Actor,
	{ moduleId, locale }: { moduleId: string; locale: Locale }
): Promise<{ attempts: number; questions: QuestionFigure[] }> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const [attempts, asked] = await Promise.all([
		db
			.select({
				quizId: quizAttempt.quizId,
				locale: quizAttempt.locale,
				questions: quizAttempt.questions,
				answers: quizAttempt.answers
			})
			.from(quizAttempt)
			.where(and(eq(quizAttempt.moduleId, moduleId), isNotNull(quizAttempt.finishedAt)))
			.orderBy(desc(quizAttempt.finishedAt))
			.limit(ATTEMPTS_COUNTED),
		questionsNow(db, moduleId)
	]);
	const counted = new Map<string, Counted>();
	for (const { quizId, questions, answers, locale: own } of attempts) {
		for (const question of questions) {
			const said = { own: asked(own, question.id), reader: asked(locale, question.id) };
			count(counted, { quizId, question, given: answers[question.id], said });
		}
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

/** The questions of the edition in force by language and id; in the source's where a language lacks one. */
async function questionsNow(db: DbOrTx, moduleId: string) {
	const texts = await db
		.select({
			locale: trainingText.locale,
			source: sql<Locale>`${trainingModule.facts}->>'source'`,
			quizzes: trainingText.quizzes
		})
		.from(trainingModule)
		.innerJoin(trainingText, eq(trainingText.editionId, trainingModule.editionId))
		.where(eq(trainingModule.id, moduleId));
	const byId = new Map(
		texts.flatMap(({ locale, quizzes }) =>
			quizzes.flatMap(({ questions }) =>
				questions.map((question): [string, QuizQuestion] => [`${locale} ${question.id}`, question])
			)
		)
	);
	const source = texts[0]?.source;
	return (locale: Locale, id: string) =>
		byId.get(`${locale} ${id}`) ?? (source && byId.get(`${source} ${id}`));
}

type Counted = Omit<QuestionFigure, 'wrong'> & { wrongs: Map<string, number> };

type Said = { own: QuizQuestion | undefined; reader: QuizQuestion | undefined };

type Answered = {
	quizId: string;
	question: AskedQuestion;
	given: GivenAnswer | undefined;
	/** The question now, in the language of the attempt and in the reader's. */
	said: Said;
};

function count(counted: Map<string, Counted>, { quizId, question, given, said }: Answered): void {
	const key = `${quizId} ${question.id}`;
	const prompt = (said.reader ?? question).prompt.replace(GAP, '…');
	const figure = counted.get(key) ?? {
		...{ quizId, id: question.id, prompt: textOf(prompt), asked: 0, right: 0 },
		wrongs: new Map<string, number>()
	};
	figure.asked += 1;
	if (isRight(question, given)) figure.right += 1;
	else if (given) {
		const words = wordsOf(question, given, said);
		figure.wrongs.set(words, (figure.wrongs.get(words) ?? 0) + 1);
	}
	counted.set(key, figure);
}

const GAP = /<span data-gap="\d+"><\/span>/g;

/** What was answered, whatever the order in which it was asked and the language. */
function wordsOf(question: AskedQuestion, given: GivenAnswer, { own, reader }: Said): string {
	if ('written' in given) return given.written.map((word) => word.toLowerCase()).join(', ');
	const chosen = given.chosen.map((at) => {
		const asked = question.options[at]?.html ?? '';
		// Options stand in the same order in every language.
		const place = own?.options.findIndex((option) => option.html === asked) ?? -1;
		return textOf(reader?.options[place]?.html ?? asked);
	});
	return chosen.sort().join(' + ');
}
