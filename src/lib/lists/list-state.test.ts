import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	changedList,
	filteredList,
	listQuery,
	parseListState,
	runsDown,
	type ListState
} from './list-state.ts';

const shape = {
	filters: ['status', 'unit'],
	sorts: ['promised', 'number'],
	falling: ['number'],
	defaultSort: 'promised'
} as const;
const read = (query: string) => parseListState(shape, new URLSearchParams(query));

describe('a list in the address', () => {
	it('keeps known filters, search, order and place', () => {
		expect(read('?status=queued,returned&q=printer&sort=-number&after=x&open=7')).toEqual({
			filters: { status: ['queued', 'returned'] },
			search: 'printer',
			sort: '-number',
			after: 'x',
			open: '7'
		});
	});

	it('ignores filters and sorts that the list does not declare', () => {
		expect(read('?secret=1&sort=password')).toEqual({ filters: {}, search: '', sort: 'promised' });
	});

	it('says which way an order runs, also where it begins with the latest', () => {
		expect(
			['promised', '-promised', 'number', '-number'].map((sort) => runsDown(shape, sort))
		).toEqual([false, true, true, false]);
	});

	it('puts the two days of a filter form into one value', () => {
		expect(read('?unit.from=2026-11-01&unit.until=2026-11-30').filters).toEqual({
			unit: ['2026-11-01..2026-11-30']
		});
	});

	it('goes back to the first page when a filter changes, but not when a row is opened', () => {
		const state = read('?status=queued&after=x');
		expect(filteredList(shape, state, 'unit', ['u1'])).toBe('?status=queued&unit=u1');
		expect(changedList(shape, state, { open: '9' })).toBe('?status=queued&after=x&open=9');
	});

	it('reads back what it writes', () => {
		const value = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes(','));
		fc.assert(
			fc.property(fc.uniqueArray(value, { maxLength: 5 }), fc.string(), (values, search) => {
				const state: ListState = {
					filters: values.length ? { status: values } : ({} as Record<string, string[]>),
					search: search.trim(),
					sort: '-number'
				};
				expect(read(listQuery(shape, state))).toEqual(state);
			})
		);
	});
});
