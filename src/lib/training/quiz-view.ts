import type { AskedQuestion, GivenAnswer, GivenAnswers } from './attempt.ts';
import { isAccepted, isRight } from './grade.ts';
import type { QuestionKind } from './module-text.ts';

/** A question as a browser may have it: what is right is in `answered` only, so not before it was answered. */
export type QuestionView = {
	id: string;
	kind: QuestionKind;
	prompt: string;
	options: { html: string }[];
	gaps: number;
	answered: AnsweredView | null;
};

/** What a question tells once it has been answered. */
export type AnsweredView = {
	right: boolean;
	options: { chosen: boolean; right: boolean; feedback: string }[];
	gaps: { written: string; right: boolean; accepted: string }[];
	explanation: string;
};

/** An attempt on the page. */
export type AttemptView = {
	id: string;
	/** Of the text it was asked in: it stays in this language whatever the page is in. */
	locale: string;
	questions: QuestionView[];
	/** Percent; null while it goes on. */
	score: number | null;
	passed: boolean;
	/** The questions are those of an older version. */
	ofOlderEdition: boolean;
};

/** Where a person stands with a quiz. */
export type QuizView = {
	id: string;
	/** How many are asked. */
	asked: number;
	passMark: number;
	/** Null where the module asks for no pass. */
	mustPass: boolean;
	/** The one under way or, without it, the last one. */
	attempt: AttemptView | null;
	/** Some attempt was passed. */
	hasPassed: boolean;
	/** Attempts left before a wait; null without limit. */
	left: number | null;
	/** How long one has to wait, and until when, in words; null when one can begin now. */
	wait: { span: string; when: string } | null;
};

/** What a browser gets of the questions of an attempt. */
export function questionViews(
	questions: readonly AskedQuestion[],
	answers: GivenAnswers
): QuestionView[] {
	return questions.map((question) => questionView(question, answers[question.id]));
}

function questionView(question: AskedQuestion, given: GivenAnswer | undefined): QuestionView {
	const { id, kind, prompt, options, gaps } = question;
	return {
		id,
		kind,
		prompt,
		options: options.map(({ html }) => ({ html })),
		gaps: gaps.length,
		answered: given ? answeredView(question, given) : null
	};
}

function answeredView(question: AskedQuestion, given: GivenAnswer): AnsweredView {
	const chosen = 'chosen' in given ? given.chosen : [];
	const written = 'written' in given ? given.written : [];
	return {
		right: isRight(question, given),
		options: question.options.map(({ right, feedback }, index) => ({
			chosen: chosen.includes(index),
			right,
			feedback
		})),
		gaps: question.gaps.map((accepted, gap) => ({
			written: written[gap] ?? '',
			right: isAccepted(written[gap] ?? '', accepted),
			accepted: accepted[0] ?? ''
		})),
		explanation: question.explanation
	};
}
