import { DomainError } from '#lib/errors.ts';

/**
 * The record that an address asks to show beside its list. One that is not there, or not for this person, leaves
 * the panel empty: the list itself is still theirs to see.
 */
export async function openRecord<T>(
	id: string | undefined,
	load: (id: string) => Promise<T>
): Promise<T | undefined> {
	if (id === undefined) return undefined;
	try {
		return await load(id);
	} catch (problem) {
		if (problem instanceof DomainError && problem.code === 'NotFound') return undefined;
		throw problem;
	}
}
