import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskedQuestion } from './attempt.ts';
import { attemptsStanding } from './attempt-limits.ts';
import { drawQuestions } from './draw.ts';
import { cleanAnswer, gradeAttempt, isRight } from './grade.ts';
import { questionViews } from './quiz-view.ts';

const question = (id: string, right: boolean[], more: Partial<AskedQuestion> = {}) => ({
	id,
	kind: right.filter(Boolean).length > 1 ? ('several' as const) : ('single' as const),
	prompt: `<p>${id}</p>`,
	options: right.map((one, n) => ({ html: `${id}-${n}`, right: one, feedback: `f-${id}-${n}` })),
	gaps: [],
	explanation: `e-${id}`,
	hash: id,
	...more
});
const fill = (accepted: string[][]): AskedQuestion =>
	question('gap', [], { kind: 'fill', gaps: accepted });

describe('an answer is right', () => {
	it.each([
		[[1], true],
		[[0], false],
		[[0, 1], false],
		[[], false]
	])('when one is to be chosen and %j is', (chosen, expected) => {
		expect(isRight(question('q', [false, true, false]), { chosen })).toBe(expected);
	});

	it.each([
		[[0, 2], true],
		[[0], false],
		[[0, 1, 2], false]
	])('when all that fit are to be chosen and %j are', (chosen, expected) => {
		expect(isRight(question('q', [true, false, true]), { chosen })).toBe(expected);
	});

	it.each([
		['  ASICE ', true],
		['.asice', true],
		['asics', false],
		['', false]
	])('when the gap holds "%s"', (word, expected) => {
		expect(isRight(fill([['.asice', 'asice']]), { written: [word] })).toBe(expected);
	});

	it('only when every gap is filled rightly', () => {
		const two = fill([['üks'], ['kaks lehte']]);
		expect(isRight(two, { written: ['Üks', 'kaks  lehte'] })).toBe(true);
		expect(isRight(two, { written: ['üks'] })).toBe(false);
		expect(isRight(two, { chosen: [0] })).toBe(false);
	});
});

describe('a grade', () => {
	const three = ['a', 'b', 'c'].map((id) => question(id, [true, false]));

	it('is passed by the exact share: 66.7 rounded up does not pass at 67', () => {
		const answers = { a: { chosen: [0] }, b: { chosen: [0] }, c: { chosen: [1] } };
		expect(gradeAttempt(three, answers, 67)).toEqual({
			right: 2,
			asked: 3,
			score: 67,
			passed: false
		});
		expect(gradeAttempt(three, answers, 66).passed).toBe(true);
	});

	it('counts what was not answered as wrong, and answers to other questions not at all', () => {
		expect(gradeAttempt(three, { z: { chosen: [0] } }, 1)).toMatchObject({ right: 0, score: 0 });
	});
});

describe('an answer that comes from outside', () => {
	it('keeps only options that were asked, each once', () => {
		const several = question('q', [true, false, true]);
		expect(cleanAnswer(several, { chosen: [2, 0, 2, 9, -1] })).toEqual({ chosen: [0, 2] });
		expect(cleanAnswer(several, { chosen: [9] })).toBeNull();
		expect(cleanAnswer(question('q', [true, false]), { chosen: [0, 1] })).toBeNull();
		expect(cleanAnswer(fill([['a'], ['b']]), { written: [' x '] })).toEqual({ written: ['x', ''] });
		expect(cleanAnswer(fill([['a']]), { written: ['  '] })).toBeNull();
	});
});

describe('drawing', () => {
	const quiz = {
		pick: 2,
		shuffle: true,
		questions: ['a', 'b', 'c', 'd'].map((id) => question(id, [true, false, false]))
	};

	it('gives so many different questions in the order of the module, each with all its options', () => {
		fc.assert(
			fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
				const drawn = drawQuestions(quiz, () => Number(numbers.next().value));
				const ids = drawn.map((one) => one.id);
				expect(ids).toHaveLength(2);
				expect([...new Set(ids)].sort()).toEqual(ids);
				for (const one of drawn) {
					expect(one.options.filter((option) => option.right)).toHaveLength(1);
					expect(one.options.map((option) => option.html).sort()).toEqual(
						[0, 1, 2].map((n) => `${one.id}-${n}`)
					);
				}
			})
		);
	});

	it('asks only what is new when only that is wanted, and all of it', () => {
		const drawn = drawQuestions(quiz, () => 0, new Set(['b', 'c', 'd']));
		expect(drawn.map((one) => one.id)).toEqual(['b', 'c', 'd']);
	});

	it('leaves the order of options alone unless the quiz mixes them', () => {
		const [first] = drawQuestions({ ...quiz, shuffle: false, pick: null }, () => 0.99);
		expect(first?.options.map((option) => option.html)).toEqual(['a-0', 'a-1', 'a-2']);
	});
});

describe('attempts that are left', () => {
	const now = new Date('2026-11-24T12:00:00Z');
	const failed = (hoursAgo: number) => ({
		finishedAt: new Date(now.getTime() - hoursAgo * 3_600_000),
		passed: false
	});
	const passed = (hoursAgo: number) => ({ ...failed(hoursAgo), passed: true });
	const limits = { attempts: 3, waitHours: 24 };

	it.each([
		['none yet', [], 3, null],
		['one failed', [failed(1)], 2, null],
		['three failed', [failed(30), failed(25), failed(1)], 0, 23],
		['three failed a day ago', [failed(30), failed(26), failed(25)], 3, null],
		['three failed and one more after the wait', [9, 8, 7, 1].map(failed), 2, null],
		['failed again after passing', [failed(9), failed(8), passed(7), failed(1)], 2, null]
	])('%s', (_, finished, left, waitHours) => {
		const waitUntil = waitHours === null ? null : new Date(now.getTime() + waitHours * 3_600_000);
		expect(attemptsStanding(finished, limits, now)).toEqual({ left, waitUntil });
	});

	it('are endless where nobody set a limit', () => {
		expect(attemptsStanding([failed(1)], { attempts: null, waitHours: 24 }, now)).toEqual({
			left: null,
			waitUntil: null
		});
	});
});

describe('what a browser gets of a question', () => {
	it('says nothing of what is right before it was answered', () => {
		const asked = [question('a', [false, true]), fill([['salajane']])];
		const sent = JSON.stringify(questionViews(asked, {}));
		expect(sent).not.toMatch(/right|feedback|f-a|e-a|salajane/);
		expect(sent).toContain('a-1');
	});

	it('tells all of one that was answered, and nothing of the others', () => {
		const asked = [question('a', [false, true]), question('b', [true, false])];
		const [first, second] = questionViews(asked, { a: { chosen: [0] } });
		expect(first?.answered).toMatchObject({ right: false, explanation: 'e-a' });
		expect(first?.answered?.options[1]).toEqual({ chosen: false, right: true, feedback: 'f-a-1' });
		expect(second?.answered).toBeNull();
	});
});
