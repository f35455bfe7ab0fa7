import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseTemplate } from '../template-schema.ts';
import { templateOfValues, templateValues } from './template-values.ts';

it.each(readdirSync('content/notices'))('%s goes through its form unchanged', (file) => {
	const parsed = parseTemplate(parse(readFileSync(`content/notices/${file}`, 'utf8')));
	if (!parsed.ok) throw new Error(file);
	const again = parseTemplate(templateOfValues(templateValues(parsed.content)));
	expect(again.ok && again.content).toEqual(parsed.content);
});
