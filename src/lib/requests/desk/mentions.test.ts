import { describe, expect, it } from 'vitest';
import { mentionedIn } from './mentions.ts';

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
