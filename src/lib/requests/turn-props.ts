import type LetterForm from './LetterForm.svelte';
import type { FormAnswer } from './form-answer.ts';
import type { RequestPageView } from './request-page-view.ts';

/** What every slab of a request's page gets that wants something from the reader. */
export type TurnProps = {
	request: RequestPageView;
	/** Who reads. */
	personId: string;
	now: Date;
	answer: FormAnswer;
	/** Came from the letter that asks whether it works: the slab takes the focus. */
	asked: boolean;
	/** Where a letter is written: the page has it for its conversation. */
	LetterForm: typeof LetterForm;
};
