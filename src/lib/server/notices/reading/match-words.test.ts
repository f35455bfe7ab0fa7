import { expect, it } from 'vitest';
import { matchWords } from './match-words.ts';

const text = (title: string, summary = '') => ({
	title,
	summary,
	cannot: '',
	before: '',
	instead: '',
	contact: ''
});
const texts = {
	et: text('Naerulinnu majas ei saa printida', 'Võrguseade läks katki.'),
	ru: text('В доме нельзя печатать')
};

it.each([
	['printer ei prindi', 1],
	['Ei saa printida, võrk on maas', 1],
	['võrguseade katki', 2],
	['не печатает', 1],
	['telefon ei helise', 0],
	['ei on', 0],
	['', 0]
])('"%s" has %i words in common with the notice', (words, count) => {
	expect(matchWords(words, texts)).toBe(count);
});
