import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { CHANGES_QUIZ } from '#lib/training/changes-quiz.ts';
import { drawQuestions, type Random } from '#lib/training/draw.ts';
import { notFound } from '#lib/errors.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { gradeAndClose } from './finish-attempt.ts';
import { lockQuiz } from './lock-quiz.ts';
import { openChange } from './open-change.ts';
import { insertAttempt } from './start-attempt.ts';

/**
 * Begins the questions of "what changed", or goes on with them: only those that are new or changed since the edition
 * the person did, all of them, as often as it takes. Everybody, for themselves. Throws NotFound when no changes wait
 * or none of them is a question.
 */
export async function startChangesAttempt(
	db: Db,
	actor: Actor,
	input: { slug: string; locale: Locale },
	clock: Clock,
	random: Random
): Promise<{ attemptId: string }> {
	const now = clock.now();
	return withTransaction(db, async (tx) => {
		const { createdAt, text, questions } = await openChange(tx, actor, input);
		if (questions.size === 0) throw notFound();
		const { moduleId } = text;
		const known = await lockQuiz(tx, actor.personId, moduleId, CHANGES_QUIZ, now);
		if (known.open && known.open.startedAt >= createdAt) return { attemptId: known.open.id };
		if (known.open) await gradeAndClose(tx, known.open.id, now);
		const asked = text.quizzes.flatMap((quiz) => drawQuestions(quiz, random, questions));
		return insertAttempt(tx, actor, text, CHANGES_QUIZ, known.nextNumber, asked, now);
	});
}
