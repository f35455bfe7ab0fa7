import { DomainError } from '#lib/errors.ts';

/** How an act on several records went: how many, and which refused and why. */
export type ManyDone = { done: number; refused: { id: string; problem: DomainError }[] };

/** At most so many ticked records are worked on at once. */
const MOST_AT_ONCE = 500;

/**
 * Does something with each of these, one after another; each stands alone, so that one that is refused does not hold
 * back the others. Anything but a DomainError stops it.
 */
export async function forEachOf(
	ids: readonly string[],
	work: (id: string) => Promise<unknown>
): Promise<ManyDone> {
	const result: ManyDone = { done: 0, refused: [] };
	for (const id of ids.slice(0, MOST_AT_ONCE)) {
		try {
			await work(id);
			result.done += 1;
		} catch (problem) {
			if (!(problem instanceof DomainError)) throw problem;
			result.refused.push({ id, problem });
		}
	}
	return result;
}
