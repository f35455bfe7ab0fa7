import fc from 'fast-check';
import { expect, it } from 'vitest';
import { locales } from '#lib/i18n/localized.ts';
import {
	CHANGES,
	COMPLETIONS,
	type ModuleFacts,
	type ModuleQuiz
} from '#lib/training/module-text.ts';
import { bodyHash, normaliseBody } from './body-hash.ts';
import { compareQuiz } from './compare-texts.ts';
import { renderPiece } from './render-piece.ts';
import { parseModule } from './parse-module.ts';
import { writeModuleFiles } from './write-files.ts';
import GithubSlugger from 'github-slugger';

const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 12 });

it('line ends, white space at the end of lines and blank lines around change no hash', () => {
	fc.assert(
		fc.property(lines, fc.array(fc.nat(3)), fc.nat(3), fc.nat(3), (body, spaces, top, below) => {
			const text = body.map((line) => line.replace(/[\r\n]/g, ' ')).join('\n');
			const spaced = text
				.split('\n')
				.map((line, at) => line + ' \t '.slice(0, spaces[at] ?? 0))
				.join('\r\n');
			const framed = '\n'.repeat(top) + spaced + '\r\n'.repeat(below);
			expect(bodyHash(framed)).toBe(bodyHash(text));
			expect(normaliseBody(normaliseBody(framed))).toBe(normaliseBody(framed));
		})
	);
});

it('any other change changes the hash', () => {
	fc.assert(
		fc.property(lines, fc.nat(), fc.constantFrom('a', 'ä', '#', 'б'), (body, seed, letter) => {
			const text = normaliseBody(body.join('\n'));
			const at = seed % (text.length + 1);
			const changed = `${text.slice(0, at)}${letter}${text.slice(at)}`;
			fc.pre(normaliseBody(changed) !== text);
			expect(bodyHash(changed)).not.toBe(bodyHash(text));
		})
	);
});

const questionArb = fc.record({
	id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
	right: fc.array(fc.boolean(), { minLength: 2, maxLength: 5 })
});
const quizArb = fc
	.uniqueArray(questionArb, { selector: (one) => one.id, minLength: 1, maxLength: 5 })
	.map((questions): ModuleQuiz => ({
		...{ id: 'q', pageId: 'p', pick: null, shuffle: false },
		questions: questions.map(({ id, right }) => ({
			...{ id, prompt: id, gaps: [], explanation: '', hash: id },
			kind: right.filter(Boolean).length > 1 ? 'several' : 'single',
			options: right.map((one, at) => ({ html: String(at), right: one, feedback: '' }))
		}))
	}));

it('quizzes ask the same exactly when ids, numbers of options and right answers are the same', () => {
	const shape = (quiz: ModuleQuiz) =>
		JSON.stringify(
			quiz.questions
				.map((one) => [one.id, one.options.map((option) => option.right)])
				.sort((a, b) => String(a[0]).localeCompare(String(b[0])))
		);
	fc.assert(
		fc.property(quizArb, quizArb, (one, other) => {
			const told: string[] = [];
			const same = compareQuiz(one, other, (code) => told.push(code));
			expect(same).toBe(shape(one) === shape(other));
			expect(told.length > 0).toBe(!same);
			const mirrored = { ...one, questions: [...one.questions].reverse() };
			expect(compareQuiz(one, mirrored, () => undefined)).toBe(true);
		})
	);
});

const words = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
	.map((text) => text.replace(/\p{C}/gu, '').trim())
	.filter((text) => text !== '');
const slug = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8})?$/);
const factsArb: fc.Arbitrary<ModuleFacts> = fc.record({
	key: slug,
	source: fc.constantFrom(...locales),
	version: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((parts) => parts.join('.')),
	change: fc.constantFrom(...CHANGES),
	changeNote: fc.oneof(fc.constant(''), words),
	minutes: fc.integer({ min: 1, max: 1000 }),
	software: fc.array(words, { maxLength: 3 }),
	audience: fc.array(
		fc.constantFrom('everyone', 'holders', 'new-employees', 'unit:K-1', 'role:agent'),
		{ maxLength: 3 }
	),
	prerequisites: fc.array(slug, { maxLength: 3 }),
	dueDays: fc.option(fc.integer({ min: 1, max: 999 })),
	validity: fc.option(
		fc
			.tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('M', 'D'))
			.map(([n, u]) => `P${n}${u}`)
	),
	completion: fc.constantFrom(...COMPLETIONS.filter((one) => one !== 'passed')),
	passMark: fc.nat(100),
	attempts: fc.option(fc.integer({ min: 1, max: 100 })),
	waitHours: fc.nat(200),
	reviewBy: fc.option(fc.constantFrom('2027-06-01', '2030-12-31')),
	owner: fc.oneof(fc.constant(''), words)
});

it('a module written as files reads back to the same facts, words and hash', () => {
	fc.assert(
		fc.property(factsArb, words, words, lines, (facts, title, summary, body) => {
			const text = {
				title,
				summary,
				changeNote: facts.changeNote,
				body: normaliseBody(`## A {#a}\n\n${body.join('\n').replace(/[^\p{L}\n ]/gu, '')}`),
				sourceHash: null
			};
			const texts = { [facts.source]: text };
			const files = { slug: 'a', texts: writeModuleFiles({ facts, texts }), media: [] };
			const first = parseModule({ ...files, include: () => null });
			expect(first.problems.filter((one) => one.level === 'error')).toEqual([]);
			expect(first.module?.facts).toEqual(facts);
			expect(first.module?.texts[facts.source]).toMatchObject(text);
			const again = writeModuleFiles(first.module ?? { facts, texts: {} });
			expect(again).toEqual(files.texts);
			const second = parseModule({ ...files, texts: again, include: () => null });
			expect(second.module?.hash).toBe(first.module?.hash);
		}),
		{ numRuns: 200 }
	);
});

it('whatever somebody writes, no page runs or fetches anything', () => {
	const hostile = fc.constantFrom(
		...['<script>', '</script>', '<img src=x onerror=alert(1)>', '<svg onload=x>', 'javascript:'],
		...[
			'[a](javascript:x)',
			'![a](data:text/html,x)',
			'<a href="',
			'">',
			"'",
			'`',
			':::',
			'> [!TIP]'
		],
		...[
			'<iframe src=//x>',
			'<style>*{}</style>',
			'<b onclick=x',
			'&#106;avascript:x',
			'\n\n',
			'\t'
		],
		...['{onclick=x #id}', '[!VIDEO javascript:x]', '# [a](#tab/<b>)', '---', '<!--', '-->', '||']
	);
	const text = fc.array(fc.oneof(hostile, fc.string({ maxLength: 6 })), { maxLength: 14 });
	fc.assert(
		fc.property(text, (parts) => {
			const source = parts.join('').split('\n');
			const { html } = renderPiece({
				lines: source.map((one, at) => ({ text: one, file: 'a/en.md', line: at + 1 })),
				prefix: 'p-',
				context: {
					...{ slug: 'a', locale: 'en', media: new Map(), modules: undefined, anchors: [] },
					...{ slugger: new GithubSlugger(), definitions: '', report: () => undefined },
					mediaAddress: () => '/x'
				}
			});
			const tags = html.match(/<[^>]*>/g) ?? [];
			for (const tag of tags) {
				expect(tag).not.toMatch(/^<\/?(script|style|iframe|svg|form|object|embed|input)\b/i);
				expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\s(on\w+|style)\s*=/i);
				expect(tag).not.toMatch(/(href|src)="\s*(javascript|data|vbscript):/i);
			}
		}),
		{ numRuns: 600 }
	);
});
