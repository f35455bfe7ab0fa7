import { DomainError } from '#lib/errors.ts';

/** How an act on several requests went: how many, and which refused and why. */
export type ManyResult = { done: number; refused: { number: number; problem: DomainError }[] };

/** At most so many ticked requests are worked on at once: two pages of the queue and some more. */
export const MOST_AT_ONCE = 200;

/**
 * Runs a command for each of these requests, one after another; each stands alone, so that one that refuses does not
 * hold back the others. Anything but a DomainError stops it.
 */
export async function forEachRequest(
	numbers: readonly number[],
	work: (number: number) => Promise<unknown>
): Promise<ManyResult> {
	const result: ManyResult = { done: 0, refused: [] };
	for (const number of numbers.slice(0, MOST_AT_ONCE)) {
		try {
			await work(number);
			result.done += 1;
		} catch (problem) {
			if (!(problem instanceof DomainError)) throw problem;
			result.refused.push({ number, problem });
		}
	}
	return result;
}
