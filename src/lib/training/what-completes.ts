import type { CompletionKind } from './module-text.ts';

/**
 * What completes a module beside its practice steps: every quiz where one has to pass, else every page. One that asks to
 * pass but has no quiz is read. Null for one that a teacher marks: it never follows from reading.
 */
export function whatCompletes(kind: CompletionKind, quizzes: number): 'quizzes' | 'pages' | null {
	if (kind === 'attended') return null;
	return kind === 'passed' && quizzes > 0 ? 'quizzes' : 'pages';
}
