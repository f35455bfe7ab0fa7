import { expect, test } from 'vitest';
import { browserWords } from './browser-words.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

test.each([
	[`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`, 'Chrome, Windows'],
	[`Mozilla/5.0 (Windows NT 10.0) ${chrome} Safari/537.36 Edg/140.0`, 'Edge, Windows'],
	[`Mozilla/5.0 (Linux; Android 15; SM-A556B) ${chrome} Mobile Safari/537.36`, 'Chrome, Android'],
	['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1',
		'Safari, iOS'
	],
	['curl/8.5.0', ''],
	['', '']
])('%s', (userAgent, words) => {
	expect(browserWords(userAgent)).toBe(words);
});
