import type { QuizQuestion } from './module-text.ts';

/** A question as it was asked: options in the order shown. */
export type AskedQuestion = QuizQuestion;

/** Positions of the chosen options in the order shown, or the words written into the gaps. */
export type GivenAnswer = { chosen: number[] } | { written: string[] };

/** Answers by question id. */
export type GivenAnswers = Record<string, GivenAnswer>;
