import { describe, expect, it } from 'vitest';
import { arrange, inOrder, type StepRow } from './path-form.ts';

const rows = (...orders: string[]): StepRow[] =>
	orders.map((order, n) => ({ moduleId: 'abcdef'[n] ?? '', order }));
const names = (list: StepRow[]) => list.map(({ moduleId }) => moduleId).join('');

describe('modules of a path', () => {
	it.each([
		['stand by their numbers', ['3', '1', '2'], 'bca'],
		['with the same number stay as they stood', ['1', '1', '1'], 'abc'],
		['without a number stay where they are', ['1', '', '3'], 'abc'],
		['with a word for a number stay where they are', ['x', '9', '2'], 'acb']
	])('%s', (_name, orders, expected) => expect(names(inOrder(rows(...orders)))).toBe(expected));

	it.each([
		['up:1', 'bac'],
		['up:0', 'abc'],
		['down:1', 'acb'],
		['down:2', 'abc'],
		['remove:1', 'ac'],
		['add', 'abc'],
		['up:9', 'abc'],
		['nonsense', 'abc']
	])('are moved by a button: %s', (act, expected) => {
		const next = arrange(rows('1', '2', '3'), act);
		expect(names(next)).toBe(expected);
		expect(next.map(({ order }) => order)).toEqual(next.map((_row, n) => String(n + 1)));
	});

	it('are put into the order of their numbers before a button moves one', () =>
		expect(names(arrange(rows('3', '1', '2'), 'down:1'))).toBe('cba'));

	it('get a row more', () => expect(arrange(rows('1'), 'add')).toHaveLength(2));
});
