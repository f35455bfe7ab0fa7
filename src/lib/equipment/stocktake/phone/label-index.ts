import type { CountThing } from '../count-thing.ts';
import { sameLabel } from '../label-code.ts';

/** Finds a thing by what its label says; numbers of the accounts go before own tags and serials. */
export type LabelIndex = (code: string) => CountThing | undefined;

/** Makes the index of these things. */
export function labelIndex(things: readonly CountThing[]): LabelIndex {
	const map = new Map<string, CountThing>();
	for (const thing of things) for (const also of thing.also) map.set(sameLabel(also), thing);
	for (const thing of things) map.set(sameLabel(thing.number), thing).set(thing.id, thing);
	return (code) => map.get(sameLabel(code));
}
