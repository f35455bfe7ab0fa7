import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOf, type WalkedStep } from './path-steps.ts';

const left: WalkedStep = { isDone: false, isDuty: false };
const done: WalkedStep = { isDone: true, isDuty: false };
const duty: WalkedStep = { isDone: false, isDuty: true };
const statesOf = (steps: WalkedStep[], strict = true) =>
	placesOf(steps, strict).map(({ state }) => state);

describe('the order of a path', () => {
	it.each([
		['nothing done', [left, left, left], ['now', 'locked', 'locked']],
		['one done', [done, left, left], ['done', 'now', 'locked']],
		['one done out of order', [left, done, left], ['now', 'done', 'locked']],
		['one must be done', [left, left, duty], ['now', 'locked', 'open']],
		['all done', [done, done], ['done', 'done']],
		['no modules', [], []]
	] as const)('%s', (_name, steps, states) => expect(statesOf([...steps])).toEqual(states));

	it('locks nothing when the order is only advice', () =>
		expect(statesOf([left, left, duty], false)).toEqual(['now', 'open', 'open']));

	it('names the step that opens a locked one: the nearest before it that is left', () => {
		const places = placesOf([left, duty, done, left], true);
		expect(places.map(({ opensAfter }) => opensAfter)).toEqual([null, null, null, 1]);
	});

	const anySteps = fc.array(fc.record({ isDone: fc.boolean(), isDuty: fc.boolean() }));

	it('never locks what somebody has to do, and always leaves a way on', () =>
		fc.assert(
			fc.property(anySteps, fc.boolean(), (steps, strict) => {
				const places = placesOf(steps, strict);
				steps.forEach((step, n) => {
					if (step.isDuty) expect(places[n]?.state).not.toBe('locked');
				});
				const isOver = steps.every((step) => step.isDone);
				expect(places.some(({ state }) => state === 'now')).toBe(!isOver);
			})
		));
});
