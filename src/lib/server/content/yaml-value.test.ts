import { describe, expect, it } from 'vitest';
import { changeHead } from '../training/text/change-head.ts';
import { readAnswerFiles } from './answer-file.ts';
import { readServiceFile } from './service-file.ts';

const starred = 'title: *Tähtis*\nkeywords: [x]\n';

describe('a word between stars in a content file', () => {
	it('is a problem of a service at its line', () => {
		const read = readServiceFile(`slug: x\n${starred}`, 'x.yaml');
		expect(read).toMatchObject({ ok: false, problems: [{ line: 2, code: 'syntax' }] });
	});

	it('is a problem of an answer at its line', () => {
		const text = `---\n${starred}---\nBody\n`;
		const read = readAnswerFiles({ et: text, ru: text }, (locale) => `x.${locale}.md`);
		expect(read).toMatchObject({ ok: false, problems: [{ line: 2, code: 'syntax' }, {}] });
	});

	it('leaves a module’s front matter as it is, and so does what is no list of keys', () => {
		for (const head of [starred, 'only words\n']) {
			const text = `---\n${head}---\nBody\n`;
			expect(changeHead(text, { version: '1.0.0' })).toBe(text);
		}
	});
});
