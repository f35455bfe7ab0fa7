import { describe, expect, it } from 'vitest';
import { rowsOf, rulesOf } from './rule-rows.ts';

const row = (kind: string, value = '', days = '') => ({ kind, value, days });

describe('rules of a form', () => {
	it('are its rows that name somebody, each once', () => {
		const rows = [
			row('everyone'),
			row(''),
			row('unit', '12 · Rahandusosakond', '7'),
			row('everyone')
		];
		expect(rulesOf(rows)).toEqual({
			rules: [
				{ kind: 'everyone', value: '', dueDays: null },
				{ kind: 'unit', value: '12', dueDays: 7 }
			]
		});
	});

	it.each([
		['a unit without a code', row('unit')],
		['a role that nobody has', row('role', 'mayor')],
		['days that are no number', row('everyone', '', 'varsti')],
		['no days at all', row('everyone', '', '0')],
		['a kind that is none', row('everybody')]
	])('point at %s', (_what, wrong) => {
		expect(rulesOf([row('everyone'), wrong])).toEqual({ wrong: 1 });
	});

	it('are read from fields that come once or several times', () => {
		expect(rowsOf({ kind: 'everyone', value: '', days: '' })).toEqual([row('everyone')]);
		expect(rowsOf({ kind: ['unit', ''], value: ['5', ''], days: ['', ''] })).toEqual([
			row('unit', '5'),
			row('')
		]);
	});
});
