import type { BaseIssue } from 'valibot';
import type { DefinitionProblem } from './definition-problem.ts';

function problemCode(issue: BaseIssue<unknown>): DefinitionProblem['code'] {
	if (issue.type === 'union' && ['shownWhen', 'when'].includes(String(pathOf(issue).at(-1)))) {
		return 'bad_condition';
	}
	if (issue.type === 'strict_object') return issue.expected === 'never' ? 'unknown_key' : 'missing';
	if (issue.received === 'undefined' || issue.type === 'non_empty') return 'missing';
	if (issue.type === 'min_length' && issue.received === '0') return 'missing';
	if (issue.type === 'picklist' || issue.type === 'variant' || issue.type === 'literal') {
		return 'not_allowed';
	}
	return 'shape';
}

/** Turns the schema library's issues into problems with a place, so files and the editor report alike. */
export function shapeProblems(issues: readonly BaseIssue<unknown>[]): DefinitionProblem[] {
	return issues.map((issue) => ({
		path: pathOf(issue),
		code: problemCode(issue),
		params: { expected: issue.expected ?? '', received: issue.received }
	}));
}

function pathOf(issue: BaseIssue<unknown>): (string | number)[] {
	return (issue.path ?? []).map((item) =>
		typeof item.key === 'number' ? item.key : String(item.key)
	);
}
