import type { Locale } from '#lib/i18n/localized.ts';
import { attemptsStanding } from '#lib/training/attempt-limits.ts';
import { questionViews, type AttemptView, type QuizView } from '#lib/training/quiz-view.ts';
import { waitParts } from '#lib/training/wait-words.ts';
import type { ModuleStanding } from '../duty/module-standing.ts';
import { shownSince } from './module-shell.ts';
import type { FoundAttempt, FoundModule, FoundQuiz } from './find-module.ts';

/** Where a person stands with a quiz of the page: attempts of earlier cycles are history and are not shown. */
export function quizStanding(
	found: FoundModule,
	quiz: FoundQuiz,
	standing: ModuleStanding,
	{ now, locale }: { now: Date; locale: Locale }
): QuizView {
	const since = shownSince(standing);
	const attempts = found.attempts.filter(
		(attempt) => attempt.quizId === quiz.id && (!since || new Date(attempt.startedAt) >= since)
	);
	const finished = attempts.flatMap(({ finishedAt, passed }) =>
		finishedAt === null ? [] : [{ finishedAt: new Date(finishedAt), passed: passed === 'yes' }]
	);
	const { attempts: most, waitHours, passMark, completion } = found.facts;
	const { left, waitUntil } = attemptsStanding(finished, { attempts: most, waitHours }, now);
	return {
		id: quiz.id,
		asked: Math.min(quiz.pick ?? quiz.count, quiz.count),
		passMark,
		mustPass: completion === 'passed',
		attempt: attemptView(attempts.at(-1), found.editionId),
		hasPassed: finished.some((attempt) => attempt.passed),
		left,
		wait: waitUntil && waitParts(waitUntil, now, locale)
	};
}

/** An attempt as its person may see it: of questions not answered yet nothing that tells what is right. */
export function attemptView(
	attempt: FoundAttempt | undefined,
	editionId: string
): AttemptView | null {
	if (!attempt?.questions) return null;
	return {
		id: attempt.id,
		locale: attempt.locale,
		questions: questionViews(attempt.questions, attempt.answers),
		score: attempt.score,
		passed: attempt.passed === 'yes',
		ofOlderEdition: attempt.editionId !== editionId
	};
}
