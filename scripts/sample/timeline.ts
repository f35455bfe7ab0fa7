import type { fixedClock } from '#lib/server/clock.ts';

/** Something that happens over time: acts, then yields the moment at which it goes on. */
export type Story = AsyncIterator<Date, void, void>;

/** A story and the moment at which it begins. */
export type Beginning = { at: Date; story: Story };

export type StoryClock = ReturnType<typeof fixedClock>;

/**
 * Plays stories side by side in the order of their moments, with the clock set to each, until `until`. Whatever
 * would go on later stays as it is then: that is how some requests are open today.
 */
export async function playStories(
	beginnings: readonly Beginning[],
	clock: StoryClock,
	until: Date,
	onStep: (at: Date) => void = () => undefined
): Promise<void> {
	const waiting = beginnings.toSorted((a, b) => b.at.getTime() - a.at.getTime());
	for (let next = waiting.pop(); next && next.at <= until; next = waiting.pop()) {
		clock.set(next.at);
		onStep(next.at);
		const { done, value } = await next.story.next();
		if (!done) insert(waiting, { at: value > next.at ? value : next.at, story: next.story });
	}
}

/** A story of one act. */
export function once(act: () => Promise<unknown>): Story {
	return {
		async next() {
			await act();
			return { done: true, value: undefined };
		}
	};
}

/** Latest first, so that the soonest is popped off the end; equal moments keep their order. */
function insert(waiting: Beginning[], one: Beginning): void {
	let [low, high] = [0, waiting.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((waiting[middle]?.at ?? one.at) > one.at) low = middle + 1;
		else high = middle;
	}
	waiting.splice(low, 0, one);
}
