import { DomainError } from '#lib/errors.ts';

/** How a command refused: its code with the message key, or what came back when it did not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
	try {
		return `not refused: ${JSON.stringify(await work)}`;
	} catch (problem) {
		if (!(problem instanceof DomainError)) throw problem;
		const issues = Object.values(problem.issues).flat();
		return [problem.code, ...(issues.length > 0 ? issues : [problem.messageKey])].join(' ');
	}
}
