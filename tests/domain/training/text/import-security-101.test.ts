import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locales } from '#lib/i18n/localized.ts';
import { parseModule } from '#lib/server/training/text/parse-module.ts';
import {
	asModuleFiles,
	checkImported,
	importModules
} from '#lib/server/training/text/import/import-modules.ts';

// Staff training in three languages, kept beside the project and not in it. Skipped where it is absent.
const corpus = resolve('../shared/data/security-101');

function read(): Map<string, Uint8Array> {
	const entries = readdirSync(corpus, { recursive: true, withFileTypes: true });
	const paths = entries
		.filter((entry) => entry.isFile())
		.map((entry) => relative(corpus, join(entry.parentPath, entry.name)));
	return new Map(paths.map((path) => [path, readFileSync(join(corpus, path))]));
}

const staleOf = (files: ReadonlyMap<string, Uint8Array>) =>
	importModules('markdown', files).modules.flatMap((module) => {
		const { texts = {} } = parseModule(asModuleFiles(module)).module ?? {};
		return locales.flatMap((locale) => (texts[locale]?.stale ? [`${module.slug}/${locale}`] : []));
	});

/** Words as they are compared: signs of Markdown and white space say nothing. */
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

describe.skipIf(!existsSync(corpus))('a foreign course of 32 modules in three languages', () => {
	it('comes in whole, without an error, every translation fresh', () => {
		const imported = importModules('markdown', read());
		expect(imported.modules).toHaveLength(32);
		for (const { files } of imported.modules) {
			expect([...files.keys()].filter((name) => name.endsWith('.md')).sort()).toEqual([
				'en.md',
				'et.md',
				'ru.md'
			]);
		}
		expect(checkImported(imported).filter((one) => one.level === 'error')).toEqual([]);
		expect(staleOf(read())).toEqual([]);
	});

	it('loses no word that is not listed', () => {
		const files = read();
		const { modules, notes } = importModules('markdown', files);
		expect(notes.find((note) => note.code === 'import_file_left_out')?.file).toBe('LICENSE');
		const words = new Map<string, number>();
		for (const module of modules) {
			for (const content of module.files.values()) {
				if (typeof content !== 'string') continue;
				for (const word of wordsOf(content)) words.set(word, (words.get(word) ?? 0) + 1);
			}
		}
		const lost: string[] = [];
		const listed = new Set(notes.map((note) => `${note.file}:${note.line}`));
		for (const [path, bytes] of files) {
			if (!path.endsWith('.md')) continue;
			const text = new TextDecoder().decode(bytes);
			const comment = /<!--[\s\S]*?-->/.exec(text)?.[0].split('\n').length ?? 0;
			for (const [at, line] of text.split('\n').entries()) {
				if (at < comment || listed.has(`${path}:${at + 1}`)) continue;
				for (const word of wordsOf(line)) {
					const left = words.get(word) ?? 0;
					if (left === 0) lost.push(`${path}:${at + 1} ${word}`);
					else words.set(word, left - 1);
				}
			}
		}
		expect(lost).toEqual([]);
	});

	it('one changed English file makes exactly its translations stale', () => {
		const files = read();
		const path = 'en/1.5 Zero trust.md';
		const text = new TextDecoder().decode(files.get(path));
		files.set(path, new TextEncoder().encode(`${text}\nOne more sentence.\n`));
		expect(staleOf(files)).toEqual(['1-5-zero-trust/et', '1-5-zero-trust/ru']);
	});

	it('so does a change in the imported file', () => {
		const { modules } = importModules('markdown', read());
		const module = modules.find((one) => one.slug === '1-5-zero-trust');
		if (!module) throw new Error('The module is missing.');
		const files = asModuleFiles(module);
		const texts = { ...files.texts, en: `${files.texts.en}\nOne more sentence.\n` };
		const read2 = parseModule({ ...files, texts }).module;
		expect(locales.map((locale) => read2?.texts[locale]?.stale)).toEqual([true, true, false]);
	});
});
