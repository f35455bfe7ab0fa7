import { Script } from 'node:vm';

/**
 * Does a piece of work that never waits, and stops it after so many milliseconds, also within a loop of somebody else's:
 * nobody else is served meanwhile. Undefined when it was stopped. Throws what the work throws.
 */
export function withinTime<T>(work: () => T, milliseconds: number): T | undefined {
	try {
		// What is called from a script that has a time limit is under that limit, too.
		return new Script('work()').runInNewContext({ work }, { timeout: milliseconds }) as T;
	} catch (problem) {
		if ((problem as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
		throw problem;
	}
}
