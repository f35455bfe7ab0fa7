import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { attemptsStanding } from '#lib/training/attempt-limits.ts';
import { waitParts } from '#lib/training/wait-words.ts';
import { drawQuestions, type Random } from '#lib/training/draw.ts';
import { conflict, notFound } from '#lib/errors.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { gradeAndClose } from './finish-attempt.ts';
import { lockQuiz, textToAsk, type AskedText } from './lock-quiz.ts';
import { quizAttempt } from './tables.ts';

export type StartInput = { slug: string; quizId: string; locale: Locale };

/**
 * Begins an attempt at a quiz of the edition in force, or goes on with the one that is open, also from another
 * device: its questions are drawn and mixed once and kept. Everybody, for themselves. An open attempt of an earlier
 * cycle is closed as it stands. Throws NotFound for no such quiz and Conflict while one has to wait after the last
 * failed attempt.
 */
export async function startAttempt(
	db: Db,
	actor: Actor,
	input: StartInput,
	clock: Clock,
	random: Random
): Promise<{ attemptId: string }> {
	const now = clock.now();
	return withTransaction(db, async (tx) => {
		const text = await textToAsk(tx, actor.personId, input);
		const quiz = text.quizzes.find((one) => one.id === input.quizId);
		if (!quiz) throw notFound();
		const known = await lockQuiz(tx, actor.personId, text.moduleId, quiz.id, now);
		const { open, standing } = known;
		if (open && (!standing.since || open.startedAt >= standing.since))
			return { attemptId: open.id };
		if (open) await gradeAndClose(tx, open.id, now);
		const { waitUntil } = attemptsStanding(known.finished, text.facts, now);
		if (waitUntil) throw conflict('training_quiz_wait', waitParts(waitUntil, now, actor.locale));
		const questions = drawQuestions(quiz, random);
		return insertAttempt(tx, actor, text, quiz.id, known.nextNumber, questions, now);
	});
}

/** Writes a fresh attempt with the questions as they will be asked. */
export async function insertAttempt(
	tx: Tx,
	actor: Actor,
	text: AskedText,
	quizId: string,
	number: number,
	questions: (typeof quizAttempt.$inferInsert)['questions'],
	startedAt: Date
): Promise<{ attemptId: string }> {
	const id = newId();
	const { moduleId, editionId, locale } = text;
	await tx.insert(quizAttempt).values({
		id,
		personId: actor.personId,
		moduleId,
		editionId,
		quizId,
		number,
		locale,
		questions,
		startedAt
	});
	return { attemptId: id };
}
