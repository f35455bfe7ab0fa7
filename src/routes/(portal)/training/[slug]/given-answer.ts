import { isId } from '$lib/ids.ts';
import type { AnswerInput } from '$lib/server/training/reading/save-answer.ts';

/** The answer to a question as its form sends it; undefined when it names no attempt. */
export function givenAnswer(form: FormData): AnswerInput | undefined {
	const attemptId = String(form.get('attempt') ?? '');
	if (!isId(attemptId)) return undefined;
	const written = form.getAll('written').map(String);
	const chosen = form.getAll('chosen').map(Number);
	return {
		attemptId,
		questionId: String(form.get('question') ?? ''),
		given: written.length > 0 ? { written } : { chosen }
	};
}
