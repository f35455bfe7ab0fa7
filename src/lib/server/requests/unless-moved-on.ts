import { DomainError } from '#lib/errors.ts';

/** Runs a job's step on one request; when somebody was faster it is left to them, and the job goes on to the next. */
export async function unlessMovedOn(step: () => Promise<unknown>): Promise<void> {
	try {
		await step();
	} catch (problem) {
		if (!(problem instanceof DomainError && problem.code === 'Conflict')) throw problem;
	}
}
