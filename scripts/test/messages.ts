import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from './source-files.ts';

const languages = ['et', 'ru', 'en'] as const;
type Language = (typeof languages)[number];
const importsMessages = /import \{ m \} from '[#$]lib\/paraglide\/messages\.js'/;
type Messages = Map<string, { file: string; value: unknown }>;

/**
 * Checks the texts: every language has the same keys with the same blanks, no text is empty, each
 * key begins with the name of its file, every key that the code uses exists, and every key that
 * exists is used. Returns one line for each problem.
 */
export function messageProblems(): string[] {
	const problems: string[] = [];
	const all = new Map(languages.map((language) => [language, readMessages(language, problems)]));
	const base = all.get('et') ?? new Map();
	for (const [language, messages] of all) {
		problems.push(...compare(language, messages, base));
	}
	const known = new Set([...all.values()].flatMap((messages) => [...messages.keys()]));
	problems.push(...usage(known));
	return problems;
}

function readMessages(language: Language, problems: string[]): Messages {
	const messages: Messages = new Map();
	const folder = join('messages', language);
	for (const name of readdirSync(folder).sort()) {
		const file = join(folder, name);
		const room = name.replace(/\.json$/, '');
		const entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
		for (const [key, value] of Object.entries(entries)) {
			if (key === '$schema') continue;
			if (messages.has(key)) problems.push(`${file}: ${key} is also in another file`);
			if (!key.startsWith(`${room}_`)) problems.push(`${file}: ${key} must begin with ${room}_`);
			messages.set(key, { file, value });
		}
	}
	return messages;
}

function compare(language: Language, messages: Messages, base: Messages): string[] {
	const problems: string[] = [];
	for (const [key, { file }] of base) {
		if (!messages.has(key)) problems.push(`messages/${language}: ${key} of ${file} is missing`);
	}
	for (const [key, { file, value }] of messages) {
		const estonian = base.get(key);
		if (!estonian) {
			problems.push(`messages/et: ${key} of ${file} is missing`);
			continue;
		}
		if (texts(value).some((text) => text.trim() === '')) problems.push(`${file}: ${key} is empty`);
		const [here, there] = [blanks(value), blanks(estonian.value)];
		if (here !== there) problems.push(`${file}: ${key} has blanks {${here}}, in et {${there}}`);
	}
	return problems;
}

// A plain text, or variants by number: then the texts are what its matches give.
function texts(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (!Array.isArray(value)) return [];
	return value.flatMap((variant: { match?: Record<string, string> }) =>
		Object.values(variant.match ?? {})
	);
}

// Which blanks occur anywhere in it; a single variant may leave the number out.
function blanks(value: unknown): string {
	const found = texts(value).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)]);
	return [...new Set(found.map((match) => match[1]))].sort().join(', ');
}

function usage(known: Set<string>): string[] {
	const problems: string[] = [];
	const used = new Set<string>();
	for (const { path, text } of sourceFiles(['src', 'scripts'], ['.ts', '.svelte'])) {
		// Elsewhere "m" is what a query calls a table.
		const calls = importsMessages.test(text) ? text.matchAll(/\bm\.([a-z]\w*)/g) : [];
		for (const [, key = ''] of calls) {
			used.add(key);
			if (!known.has(key)) problems.push(`${path}: uses ${key}, which is in no language`);
		}
		// Rules name a text by its key, and a map of keys may stand where no message is at hand.
		for (const [, key = ''] of text.matchAll(/['"`]([a-z][a-z0-9]*(?:_[a-z0-9]+)+)['"`]/g)) {
			used.add(key);
		}
	}
	for (const key of known) {
		if (!used.has(key)) problems.push(`messages: ${key} is used nowhere`);
	}
	return problems;
}
