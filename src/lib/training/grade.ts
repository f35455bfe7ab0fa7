import type { AskedQuestion, GivenAnswer, GivenAnswers } from './attempt.ts';

/** What an attempt is worth. */
export type Grade = {
	right: number;
	asked: number;
	/** Percent, whole. */
	score: number;
	passed: boolean;
};

/**
 * Grades an attempt by the questions as they were asked: a question counts whole or not at all, one without an
 * answer is wrong. Passed by the exact share, not by the rounded percent.
 */
export function gradeAttempt(
	questions: readonly AskedQuestion[],
	answers: GivenAnswers,
	passMark: number
): Grade {
	const right = questions.filter((question) => isRight(question, answers[question.id])).length;
	const asked = questions.length;
	return {
		right,
		asked,
		score: asked === 0 ? 100 : Math.round((right * 100) / asked),
		passed: right * 100 >= passMark * asked
	};
}

/** Whether exactly the right options were chosen, or every gap holds an accepted word. */
export function isRight(question: AskedQuestion, given: GivenAnswer | undefined): boolean {
	if (!given) return false;
	if (question.kind === 'fill') {
		if (!('written' in given)) return false;
		return question.gaps.every((accepted, gap) => isAccepted(given.written[gap] ?? '', accepted));
	}
	if (!('chosen' in given)) return false;
	return question.options.every((option, index) => option.right === given.chosen.includes(index));
}

/** Whether a written word is one of those a gap accepts: spaces around it and letter case do not matter. */
export function isAccepted(written: string, accepted: readonly string[]): boolean {
	const word = plain(written);
	return accepted.some((one) => plain(one) === word);
}

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * The answer as it may be kept, or null when it answers nothing: only options that were asked, one of them where
 * one is to be chosen; as many words as there are gaps, none endless.
 */
export function cleanAnswer(question: AskedQuestion, given: GivenAnswer): GivenAnswer | null {
	if (question.kind === 'fill') {
		const written = 'written' in given ? given.written : [];
		const words = question.gaps.map((_, gap) => (written[gap] ?? '').trim().slice(0, LONGEST_WORD));
		return words.some((word) => word !== '') ? { written: words } : null;
	}
	const chosen = 'chosen' in given ? given.chosen : [];
	const known = [...new Set(chosen)].filter((index) => question.options[index] !== undefined);
	if (known.length === 0 || (question.kind === 'single' && known.length > 1)) return null;
	return { chosen: known.sort((a, b) => a - b) };
}

const LONGEST_WORD = 200;
