import { expect, it } from 'vitest';
import { derivedStem } from './derived-forms.ts';

it.each([
	['allkirjastamise', 'allkirjasta'],
	['allkirjastada', 'allkirjasta'],
	['allkirjastatud', 'allkirjasta'],
	['kustutamine', 'kustuta'],
	['printida', 'printi'],
	['saatmiseks', 'saat']
])('what is made of a verb shares a beginning with it: %s', (word, stem) => {
	expect(derivedStem(word)).toBe(stem);
});

it.each(['ma', 'anda', 'парольные', 'vpn2'])('%s is left alone', (word) => {
	expect(derivedStem(word)).toBeUndefined();
});
