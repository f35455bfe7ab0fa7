import { and, eq, sql } from 'drizzle-orm';
import type { GivenAnswer } from '#lib/training/attempt.ts';
import { CHANGES_QUIZ } from '#lib/training/changes-quiz.ts';
import { cleanAnswer, type Grade } from '#lib/training/grade.ts';
import type { Actor } from '#lib/people/actor.ts';
import { invalid, notFound } from '#lib/errors.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { completeIfDone } from '../duty/complete-if-done.ts';
import { learnerLock } from '../duty/lock-learner.ts';
import type { Completion } from '../duty/record-completion.ts';
import { gradeAndClose } from './finish-attempt.ts';
import { quizAttempt } from './tables.ts';

export type AnswerInput = { attemptId: string; questionId: string; given: GivenAnswer };

/** What came of an answer: the grade when it was the last one, and the completion when that was the last thing to do. */
export type Answered = { grade: Grade | null; completion: Completion | null };

/**
 * Keeps the answer to one question of an open attempt; with the last one the attempt is graded and closed, and the
 * module completed where that was all that was missing, in one transaction. Own attempts only; another's is
 * NotFound. The first answer to a question stands: the same sent twice, or after the end, changes nothing. An
 * attempt counts as it was asked, whatever edition is in force by now and whether or not its day has passed: being
 * late closes nothing. Throws Invalid when nothing was chosen.
 */
export async function saveAnswer(
	db: Db,
	actor: Actor,
	{ attemptId, questionId, given }: AnswerInput,
	clock: Clock
): Promise<Answered> {
	const now = clock.now();
	return withTransaction(db, async (tx) => {
		await lockLearnerOf(tx, actor, attemptId);
		const [attempt] = await tx
			.select()
			.from(quizAttempt)
			.where(and(eq(quizAttempt.id, attemptId), eq(quizAttempt.personId, actor.personId)))
			.for('update');
		const question = attempt?.questions.find((one) => one.id === questionId);
		if (!attempt || !question) throw notFound();
		if (attempt.finishedAt || attempt.answers[questionId]) return { grade: null, completion: null };
		const answer = cleanAnswer(question, given);
		if (!answer) throw invalid({ answer: ['training_answer_missing'] });
		const answers = { ...attempt.answers, [questionId]: answer };
		await tx.update(quizAttempt).set({ answers }).where(eq(quizAttempt.id, attemptId));
		if (attempt.questions.some((one) => !answers[one.id])) return { grade: null, completion: null };
		const grade = await gradeAndClose(tx, attemptId, now);
		const { moduleId, locale, quizId } = attempt;
		if (!grade.passed || quizId === CHANGES_QUIZ) return { grade, completion: null };
		const done = { personId: actor.personId, moduleId, locale, at: now };
		return { grade, completion: await completeIfDone(tx, done) };
	});
}

/** Before the attempt itself: beginning one takes the same two in this order. */
async function lockLearnerOf(tx: Tx, { personId }: Actor, attemptId: string): Promise<void> {
	const lock = learnerLock(sql`${quizAttempt.personId}::text`, sql`${quizAttempt.moduleId}::text`);
	await tx
		.select({ lock })
		.from(quizAttempt)
		.where(and(eq(quizAttempt.id, attemptId), eq(quizAttempt.personId, personId)));
}
