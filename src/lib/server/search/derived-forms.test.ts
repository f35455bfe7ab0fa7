import { expect, it } from 'vitest';
import { derivedStems } from './derived-forms.ts';

it.each([
	['allkirjastamise', 'allkirjasta'],
	['allkirjastada', 'allkirjasta'],
	['allkirjastatud', 'allkirjasta'],
	['kustutamine', 'kustuta'],
	['printida', 'printi'],
	['saatmiseks', 'saat'],
	['skanneri', 'skanner'],
	['printerit', 'printer'],
	['paroolidega', 'parool']
])('other forms of a word share a beginning with it: %s', (word, stem) => {
	expect(derivedStems(word)).toContain(stem);
});

it.each(['ma', 'парольные', 'vpn2'])('%s is left alone', (word) => {
	expect(derivedStems(word)).toEqual([]);
});
