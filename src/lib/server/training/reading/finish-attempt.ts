import { eq } from 'drizzle-orm';
import { gradeAttempt, type Grade } from '#lib/training/grade.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { trainingEdition } from '../modules/tables.ts';
import { quizAttempt } from './tables.ts';

/**
 * Grades an attempt by the questions as they were asked and by the pass mark of its edition, and closes it. What was
 * not answered is wrong. Called once an attempt, with its row locked; the attempt itself is the record of it.
 */
export async function gradeAndClose(tx: Tx, attemptId: string, at: Date): Promise<Grade> {
	const [attempt] = await tx
		.select({
			questions: quizAttempt.questions,
			answers: quizAttempt.answers,
			facts: trainingEdition.facts
		})
		.from(quizAttempt)
		.innerJoin(trainingEdition, eq(trainingEdition.id, quizAttempt.editionId))
		.where(eq(quizAttempt.id, attemptId));
	if (!attempt) throw notFound();
	const grade = gradeAttempt(attempt.questions, attempt.answers, attempt.facts.passMark);
	await tx
		.update(quizAttempt)
		.set({ finishedAt: at, score: grade.score, passed: grade.passed ? 'yes' : 'no' })
		.where(eq(quizAttempt.id, attemptId));
	return grade;
}
