import { expect, it } from 'vitest';
import { searchWords } from './words.ts';

it('takes the words and leaves the signs', () => {
	expect(searchWords("Mu printer! ei 'tööta & | (IT-2427)")).toEqual([
		'mu',
		'printer',
		'ei',
		'tööta',
		'it',
		'2427'
	]);
});

it('takes each word once, and not endlessly many', () => {
	expect(searchWords('принтер Принтер')).toEqual(['принтер']);
	expect(searchWords('a b c d e f g h i j')).toHaveLength(8);
	expect(searchWords('  ')).toEqual([]);
});
