import type { FormAnswer } from './form-answer.ts';

/**
 * The problems of a small form under the ids of the controls they belong to, for an error summary: a page has several
 * fields called `reason`, and each form says by `act` which one it is.
 */
export function anchoredIssues(answer: FormAnswer): Record<string, string[]> {
	const { issues = {}, values = {} } = answer ?? {};
	const act = String(values.act ?? '');
	const idOf = (field: string): string => {
		if (act === 'comment' || act === 'answer') return act;
		if (act === 'cancel') return 'cancel-reason';
		if (act === 'decide') return `reason-${String(values.decision)}-${String(values.stageId)}`;
		return field;
	};
	return Object.fromEntries(Object.entries(issues).map(([field, texts]) => [idOf(field), texts]));
}
