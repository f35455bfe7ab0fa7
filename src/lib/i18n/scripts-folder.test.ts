import { expect, it } from 'vitest';
import { scriptsFolder } from './scripts-folder.ts';

it('names scripts in the language of the page and leaves the rest alone', () => {
	const text = '</_app/immutable/entry/a.js>, </_app/immutable/assets/b.css>';
	expect(scriptsFolder(text, 'ru')).toBe(
		'</_app/immutable/ru/entry/a.js>, </_app/immutable/assets/b.css>'
	);
	expect(scriptsFolder(scriptsFolder(text, 'ru'), 'ru')).toBe(scriptsFolder(text, 'ru'));
});
