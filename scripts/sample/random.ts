/** Chance that repeats itself: the same seed gives the same town history on every machine. */
export type Random = {
	/** A number from 0 up to, but not including, 1. */
	next(): number;
	/** A whole number between both, inclusive. */
	between(low: number, high: number): number;
	/** True so many times in a hundred. */
	chance(percent: number): boolean;
	/** One of these. Throws when there are none. */
	pick<T>(from: readonly T[]): T;
};

/** Mulberry32: small, fast and good enough to scatter a sample. */
export function seededRandom(seed: number): Random {
	let state = seed | 0;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
	return {
		next,
		between,
		chance: (percent) => next() * 100 < percent,
		pick: (from) => {
			if (from.length === 0) throw new Error('nothing to pick from');
			return from[between(0, from.length - 1)] as (typeof from)[number];
		}
	};
}
