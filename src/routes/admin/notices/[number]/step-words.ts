import type { FormProblem } from '$lib/server/web/fail.ts';

/** What came back of a form that was not taken, for the step whose form it was. */
export function problemsOf(form: Partial<FormProblem> | null | undefined, step: string) {
	const values = form?.values ?? {};
	const own = values.step === step;
	return {
		failed: own,
		issues: own ? (form?.issues ?? {}) : {},
		text: (name: string, otherwise = '') => (own ? String(values[name] ?? '') : otherwise)
	};
}
export type StepProblems = ReturnType<typeof problemsOf>;
