import { setTimeout as pause } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Papers are made one after another, however many are asked for at once, and after each the portal has as long for
 * everybody else: putting a paper together leaves no time for anything beside it.
 */
export function inPaperTurn<T>(make: () => Promise<T>): Promise<T> {
	const made = last.then(make);
	const began = made.then(
		() => undefined,
		() => undefined
	);
	const from = last.then(() => performance.now());
	last = Promise.all([from, began]).then(([start]) => pause(performance.now() - start));
	return made;
}

const kept = new Map<string, Promise<Buffer>>();
const MOST_KEPT = 12;
/** Larger ones are made anew. In bytes. */
const LARGEST_KEPT = 1_000_000;

/**
 * The paper of this key, made once for all who ask for it now, and kept while it is among the last ones asked for. The
 * key says everything that the paper is made of. One that failed is tried again.
 */
export function keptPaper(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
	const paper = kept.get(key) ?? make();
	kept.delete(key);
	kept.set(key, paper);
	for (const old of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(old);
	paper.then(
		(bytes) => bytes.length > LARGEST_KEPT && kept.delete(key),
		() => kept.delete(key)
	);
	return paper;
}
