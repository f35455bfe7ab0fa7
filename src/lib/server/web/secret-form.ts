import type { ActionFailure } from '@sveltejs/kit';
import { failWith, type FormProblem } from './fail.ts';
import type { FormValues } from './parse-form.ts';

const SECRETS = new Set(['password', 'current', 'code']);

/** What was typed, without passwords and codes: these are typed anew and never written into a page. */
export function withoutSecrets(values: FormValues): FormValues {
	return Object.fromEntries(Object.entries(values).filter(([name]) => !SECRETS.has(name)));
}

/** Runs a command for a form that holds secrets; its refusal comes back to the form without them. */
export async function orFail<T>(
	values: FormValues,
	work: () => Promise<T>
): Promise<{ done: T; failed?: undefined } | { failed: ActionFailure<FormProblem> }> {
	try {
		return { done: await work() };
	} catch (problem) {
		return { failed: failWith(problem, withoutSecrets(values)) };
	}
}
