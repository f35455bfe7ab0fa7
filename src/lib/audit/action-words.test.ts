import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionsOnWords, actionWords } from './action-words.ts';

const server = join(import.meta.dirname, '..', 'server');
const recorded = readdirSync(server, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
	.flatMap((file) => readFileSync(join(server, file), 'utf8').split('\n'))
	.flatMap((line) => (/\baction: /.test(line) ? [...line.matchAll(/'([a-z_]+\.[a-z_]+)'/g)] : []))
	.flatMap((match) => match[1] ?? []);

describe('words of the audit log', () => {
	it('finds what commands record', () => {
		expect(recorded).toContain('request.submitted');
		expect(recorded.length).toBeGreaterThan(40);
	});

	it.each([...new Set(recorded)])('%s has words', (action) => {
		expect(actionWords(action)).not.toBe(action);
		expect(actionsOnWords(action.split('.')[0] ?? '')).not.toContain('.');
	});

	it('leaves an unknown action as it was recorded', () => {
		expect(actionWords('moon.landed')).toBe('moon.landed');
		expect(actionsOnWords('moon')).toBe('moon');
	});
});
