import { and, desc, eq, gte } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { CHANGES_QUIZ } from '#lib/training/changes-quiz.ts';
import { conflict } from '#lib/errors.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { markChangesRead } from '../duty/mark-changes-read.ts';
import type { Completion } from '../duty/record-completion.ts';
import { openChange } from './open-change.ts';
import { quizAttempt } from './tables.ts';

/**
 * Says that one has looked through what changed: the completion then bears the newer version. Everybody, for
 * themselves; recorded as `training.completed`. Throws NotFound when nothing waits and Conflict while changed
 * questions have not been answered rightly, or `training_changes_newer` when the version shown (`editionId`) is not in
 * force any more.
 */
export async function readChanges(
	db: Db,
	actor: Actor,
	input: { slug: string; locale: Locale; editionId: string },
	clock: Clock
): Promise<Completion> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const { createdAt, text, questions } = await openChange(tx, actor, input);
		const [passed] = await tx
			.select()
			.from(quizAttempt)
			.where(
				and(
					eq(quizAttempt.personId, actor.personId),
					eq(quizAttempt.moduleId, text.moduleId),
					eq(quizAttempt.quizId, CHANGES_QUIZ),
					eq(quizAttempt.passed, 'yes'),
					gte(quizAttempt.startedAt, createdAt)
				)
			)
			.orderBy(desc(quizAttempt.number))
			.limit(1);
		if (text.editionId !== input.editionId) throw conflict('training_changes_newer');
		if (questions.size > 0 && !passed) throw conflict('training_changes_questions_left');
		return markChangesRead(tx, {
			personId: actor.personId,
			moduleId: text.moduleId,
			editionId: text.editionId,
			locale: text.locale,
			at,
			score: passed?.score ?? null,
			...(passed && {
				answers: [{ quizId: CHANGES_QUIZ, questions: passed.questions, answers: passed.answers }]
			})
		});
	});
}
