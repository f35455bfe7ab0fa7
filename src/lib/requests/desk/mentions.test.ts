import { describe, expect, it } from 'vitest';
import { mentionedIn, namesLike, nameBeingTyped, withName } from './mentions.ts';

const agents = [
	{ id: '1', name: 'Rasmus Kivi' },
	{ id: '2', name: 'Anne Pärn' },
	{ id: '3', name: 'Anne Kask' }
];

describe('mentions', () => {
	it.each([
		['@Rasmus Kivi vaata palun', ['1']],
		['küsi @rasmus, ta teab', ['1']],
		['@Anne vaata', []],
		['@anne pärn ja @Rasmus', ['1', '2']],
		['rasmus@linn.example', []],
		['@Rasmuse töö', []]
	])('%s', (text, ids) => {
		expect(mentionedIn(text, agents)).toEqual(ids);
	});
});

describe('a name being typed', () => {
	it.each([
		['vaata @', 7, ''],
		['vaata @an', 9, 'an'],
		['vaata @Anne P', 13, 'Anne P'],
		['rasmus@linn', 11, null],
		['vaata @an, palun', 16, null]
	])('%s', (text, caret, typed) => {
		expect(nameBeingTyped(text, caret)).toBe(typed);
	});

	it('offers those whose name begins so, until a whole name stands there', () => {
		expect(namesLike('anne', agents).map(({ id }) => id)).toEqual(['2', '3']);
		expect(namesLike('Anne Pärn', agents)).toEqual([]);
		expect(namesLike('', agents)).toHaveLength(3);
	});

	it('writes the name out where it was being typed', () => {
		expect(withName('vaata @an palun', 9, 'Anne Kask')).toEqual({
			text: 'vaata @Anne Kask palun',
			caret: 17
		});
	});
});
