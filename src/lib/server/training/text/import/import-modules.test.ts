import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../parse-module.ts';
import { asModuleFiles, checkImported, importModules } from './import-modules.ts';
import type { ImportKind } from './import-types.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const bytes = (files: Record<string, string | Uint8Array>) =>
	new Map(
		Object.entries(files).map(([path, content]) => [
			path,
			typeof content === 'string' ? new TextEncoder().encode(content) : content
		])
	);

function take(kind: ImportKind, files: Record<string, string | Uint8Array>) {
	const imported = importModules(kind, bytes(files));
	const errors = checkImported(imported).filter((one) => one.level === 'error');
	const read = imported.modules.map((module) => parseModule(asModuleFiles(module)).module);
	return { ...imported, errors, read, codes: imported.notes.map((one) => one.code) };
}

describe('plain Markdown', () => {
	const english =
		'# Locks\n\nTurn it.\n\n## Keys\n\n![Key](img/key.png) [doors](Doors.md) [gone](no.md)\n';
	const md5 = createHash('md5').update(english).digest('hex');
	const russian = (hash: string) =>
		`<!--\n{ "original_hash": "${hash}" }\n-->\n# Замки\n\nПоверните.\n\n## Ключи\n\nКлюч.\n`;

	it('takes title, pages, pictures, links between files and translations over', () => {
		const { read, errors, codes } = take('markdown', {
			'en/Locks.md': english,
			'en/Doors.md': '# Doors\n\nOpen.',
			'en/img/key.png': PNG,
			'translations/ru/Locks.md': russian(md5)
		});
		expect(errors).toEqual([]);
		const locks = read.find((module) => module?.slug === 'locks');
		expect(locks?.texts.ru).toMatchObject({ title: 'Замки', stale: false });
		expect(locks?.texts.ru?.pages.map((page) => page.id)).toEqual(['start', 'keys']);
		expect(locks?.media.map((one) => one.name)).toEqual(['key.png']);
		expect(locks?.texts.en?.body).toContain('[doors](../doors/)');
		expect(codes).toEqual(['import_comment_read', 'import_link_missing']);
	});

	it('knows a translation of another text as stale', () => {
		const files = { 'en/Locks.md': '# Locks\n\nTurn.', 'ru/Locks.md': russian('0'.repeat(32)) };
		const { read } = take('markdown', files);
		expect(read[0]?.texts.ru?.stale).toBe(true);
	});

	it('lists every file that gave nothing', () => {
		const { notes } = take('markdown', { 'A.md': '# A\n\nx', LICENSE: 'MIT', 'x.zip': 'PK' });
		expect(notes.map((one) => one.file)).toEqual(['LICENSE', 'x.zip']);
	});
});

describe('Microsoft Learn', () => {
	const files = {
		'locks/index.yml':
			'### YamlMime:Module\nuid: town.locks\ntitle: Locks\nsummary: About locks.\nabstract: |\n  You can lock.\nlevels:\n- beginner\nunits:\n- town.locks.introduction\n- town.locks.check\n',
		'locks/1-introduction.yml':
			'### YamlMime:ModuleUnit\nuid: town.locks.introduction\ntitle: Introduction\ndurationInMinutes: 3\ncontent: |\n  [!include[](includes/1-introduction.md)]\n',
		'locks/2-check.yml':
			'### YamlMime:ModuleUnit\nuid: town.locks.check\ntitle: Knowledge check\ndurationInMinutes: 2\nquiz:\n  questions:\n  - content: "Which way?"\n    choices:\n    - content: "Left"\n      isCorrect: true\n      explanation: "Right: left."\n    - content: "Right"\n',
		'locks/includes/1-introduction.md':
			'## Turn it\n\n:::image type="content" source="../media/key.png" alt-text="A key":::\n\n> [!div class="checklist"]\n> * Turn\n',
		'locks/media/key.png': PNG
	};

	it('becomes one module with a page for each unit and its quiz', () => {
		const { read, errors, notes } = take('learn', files);
		expect(errors).toEqual([]);
		const [module] = read;
		expect(module?.facts).toMatchObject({ key: 'locks', minutes: 5, completion: 'passed' });
		expect(module?.texts.en?.pages.map((page) => page.id)).toEqual([
			'start',
			'introduction',
			'check'
		]);
		expect(module?.texts.en?.quizzes[0]?.questions[0]).toMatchObject({
			id: 'check-1',
			kind: 'single',
			options: [
				{ html: 'Left', right: true, feedback: 'Right: left.' },
				{ html: 'Right', right: false }
			]
		});
		expect(module?.media.map((one) => one.name)).toEqual(['key.png']);
		expect(notes.map((one) => one.params.what)).toEqual(['levels', '> [!div class="checklist"]']);
	});
});

describe('Carpentries', () => {
	it('episodes become modules, and the rest of the lesson is listed', () => {
		const { read, errors, notes } = take('carpentries', {
			'episodes/01-locks.md':
				"---\ntitle: 'Locks'\nteaching: 10\nexercises: 5\nsource: Rmd\n---\n\n:::::: questions\n\n- How?\n\n::::::\n\n## Turn\n\n![](fig/key.png){alt='A key'}\n\n::: challenge\n\n## Try\n\n:::: solution\n\n## Done\n\nYes.\n\n:::::\n\n:::::::::\n",
			'episodes/fig/key.png': PNG,
			'learners/setup.md': 'Install.',
			'config.yaml': 'x: 1'
		});
		expect(errors).toEqual([]);
		expect(read[0]?.facts).toMatchObject({ key: '01-locks', minutes: 15 });
		expect(read[0]?.texts.en?.pages.map((page) => page.id)).toEqual(['start', 'turn']);
		const html = read[0]?.texts.en?.pages.flatMap((page) =>
			page.blocks.map((one) => ('html' in one ? one.html : ''))
		);
		expect(html?.join('')).toContain('<summary>Done</summary>');
		expect(html?.join('')).toContain('alt="A key"');
		expect(notes.map((one) => [one.file, one.code])).toEqual([
			['episodes/01-locks.md', 'import_left_out'],
			['config.yaml', 'import_file_left_out'],
			['learners/setup.md', 'import_file_left_out']
		]);
	});
});
