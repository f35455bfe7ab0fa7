/** Where "now" comes from: injected, so that tests and the sample history choose it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is set. */
export function fixedClock(start: Date | string): Clock & { set(to: Date | string): void } {
	let at = new Date(start);
	return {
		now: () => new Date(at),
		set: (to) => {
			at = new Date(to);
		}
	};
}
