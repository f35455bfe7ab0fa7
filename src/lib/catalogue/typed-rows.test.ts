import { describe, expect, it } from 'vitest';
import { applyRowAct, rowAt, typedRows } from './typed-rows.ts';

describe('a row button without script', () => {
	it.each([
		['add:tools', { 'tools.3.name': 'A' }, [3, 4]],
		['add:tools', {}, [0]],
		['remove:tools.0', { 'tools.0.name': 'A', 'tools.1.name': 'B' }, [1]],
		['remove:other.0', { 'tools.0.name': 'A' }, [0]],
		['nonsense', { 'tools.0.name': 'A' }, [0]]
	])('%s on %o leaves rows %o', (act, typed, rows) => {
		expect(typedRows(applyRowAct(typed, act), 'tools')).toEqual(rows);
	});

	it('shows a row under its place in the list', () => {
		expect(rowAt({ 'tools.4.name': 'A', what: 'x' }, 'tools', 4, 0)).toEqual({
			'tools.0.name': 'A'
		});
	});
});
