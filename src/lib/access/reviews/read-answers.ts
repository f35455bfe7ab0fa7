import { REVIEW_ANSWERS, type ReviewAnswer } from '#lib/access/change-kinds.ts';

/** Fields of the reviewer's form: the answer to a line, and what is said with it. */
export const answerField = (lineId: string): string => `a.${lineId}`;
export const commentField = (lineId: string): string => `c.${lineId}`;

/** What a reviewer's form says. */
export type SentAnswers = {
	/** When the page was made. */
	seenAt: Date;
	answers: { lineId: string; answer: ReviewAnswer; comment: string }[];
	/** The person of whom all is to be kept that has no answer yet. */
	keepAllOf: string | null;
};

const isAnswer = (value: unknown): value is ReviewAnswer =>
	REVIEW_ANSWERS.some((answer) => answer === value);

/** Reads what was sent; a field that is none of ours says nothing. */
export function readAnswers(form: FormData): SentAnswers {
	const answers: SentAnswers['answers'] = [];
	for (const [name, value] of form) {
		if (!name.startsWith('a.') || !isAnswer(value)) continue;
		const lineId = name.slice(2);
		answers.push({ lineId, answer: value, comment: textOf(form.get(commentField(lineId))) });
	}
	const seenAt = new Date(textOf(form.get('seenAt')));
	return {
		seenAt: Number.isNaN(seenAt.getTime()) ? new Date(0) : seenAt,
		answers,
		keepAllOf: textOf(form.get('keepAll')) || null
	};
}

const textOf = (value: FormDataEntryValue | null): string =>
	typeof value === 'string' ? value.trim() : '';
