import { describe, expect, it } from 'vitest';
import type { TextProblem } from '#lib/training/module-text.ts';
import { bodyHash } from './body-hash.ts';
import { markFresh } from './mark-fresh.ts';
import type { ModuleFiles } from './module-files.ts';
import { parseModule } from './parse-module.ts';
import { describeTextProblem } from './problem-sentence.ts';

const HEAD = 'id: locks\ntitle: Locks\nsource: en\nversion: 1.0.0\nchange: major\n';
const english = (body: string, head = '') => `---\n${HEAD}${head}---\n\n${body}\n`;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

function parse(text: string, more: Partial<ModuleFiles> = {}) {
	return parseModule({
		slug: 'locks',
		texts: { en: text },
		media: [],
		include: () => null,
		...more
	});
}

/** Html of all pages. */
function htmlOf(body: string, more: Partial<ModuleFiles> = {}): string {
	const { module, problems } = parse(english(body), more);
	if (!module) throw new Error(problems.map((one) => describeTextProblem(one)).join('\n'));
	return (module.texts.en?.pages ?? [])
		.flatMap((page) => page.blocks.map((block) => ('html' in block ? block.html : '')))
		.join('\n');
}

/** `line code` of every problem, without the languages that are simply not there. */
function problemsOf(text: string, more: Partial<ModuleFiles> = {}): string[] {
	return parse(text, more)
		.problems.filter((one) => one.code !== 'translation_missing')
		.map((one) => `${one.line} ${one.code}`);
}
const bodyProblems = (body: string, more: Partial<ModuleFiles> = {}) =>
	problemsOf(english(body), more).map((one) => {
		const [line, code] = one.split(' ');
		return `${Number(line) - 8} ${code}`;
	});

describe('front matter', () => {
	it('gives the facts of a module, in the words of the portal', () => {
		const { module } = parse(
			english(
				'Words.',
				'due: P2W\nvalidity: P1Y\nattempts: 3\naudience: [holders, "unit:K1"]\nminutes: 12\n'
			)
		);
		expect(module?.facts).toMatchObject({
			key: 'locks',
			dueDays: 14,
			validity: 'P12M',
			attempts: 3,
			waitHours: 24,
			minutes: 12,
			audience: ['holders', 'unit:K1'],
			completion: 'read',
			passMark: 80
		});
	});

	it.each([
		['an unknown key', 'validty: P1Y\n', '7 key_unknown'],
		['a tab', 'software:\n\t- a\n', '8 front_matter_tab'],
		['broken YAML', 'summary: "a\n', '7 front_matter_syntax'],
		['a wrong value', 'due: soon\n', '7 key_wrong'],
		['a wrong audience', 'audience: [nobody]\n', '7 key_wrong']
	])('%s is an error at its line', (_, head, expected) => {
		const { module, problems } = parse(english('Words.', head));
		expect(module).toBeNull();
		expect(problemsOf(english('Words.', head))).toContain(expected);
		expect(problems[0]?.file).toBe('locks/en.md');
	});

	it('a missing key, a missing head, no source and two sources are errors', () => {
		expect(problemsOf('---\nid: locks\nsource: en\n---\nWords.')).toContain('2 key_missing');
		expect(problemsOf('Words.')).toEqual(['1 front_matter_missing']);
		expect(problemsOf('---\nid: locks\ntitle: A\n---\nWords.')).toEqual(['1 source_missing']);
		const two = parse(english('Words.'), { texts: { en: english('A'), et: english('B') } });
		expect(two.problems.map((one) => one.code)).toContain('source_twice');
		expect(problemsOf(english('A').replace('source: en', 'source: et'))).toEqual([
			'4 source_elsewhere'
		]);
	});

	it('says what is wrong in three languages', () => {
		const [problem] = parse(english('A', 'validty: P1Y\n')).problems;
		expect(describeTextProblem(problem as TextProblem)).toBe(
			'training/locks/en.md:7: The key “validty” of the front matter is not known, or does not belong in the file of this language.'
		);
	});
});

describe('pages', () => {
	it('begin at headings of the second level, but not in code, containers and tabs', () => {
		const body = [
			'Hello.',
			'## One {#one}',
			'```\n## code\n```',
			'::: callout\n## Boxed\n:::',
			'## [Windows](#tab/w)\nx\n---',
			'## Two words',
			'text'
		].join('\n\n');
		const { module } = parse(english(body));
		expect(module?.texts.en?.pages.map((page) => [page.id, page.title])).toEqual([
			['start', 'Locks'],
			['one', 'One'],
			['two-words', 'Two words']
		]);
	});

	it('an id that stands twice is an error', () => {
		expect(bodyProblems('## A {#a}\n\nx\n\n## B {#a}\n\ny')).toEqual(['5 id_twice']);
	});

	it('a page of five megabytes is refused, quickly', () => {
		const begin = performance.now();
		const long = `## A\n\n${'word '.repeat(1_000_000)}`;
		expect(problemsOf(english(long))).toEqual(['1 text_too_long']);
		expect(bodyProblems(`## A\n\n${'some words\n'.repeat(20_000)}`)).toEqual(['1 page_too_long']);
		expect(performance.now() - begin).toBeLessThan(2000);
	});

	it('a word between stars, which is a reference in YAML, is a problem at its line and no accident', () => {
		expect(problemsOf(english('## A', 'owner: *IT*\n'))).toEqual(['7 front_matter_syntax']);
		const level = (name: string, of: string) => `${name}: &${name} [${`*${of},`.repeat(9)}]\n`;
		const bomb = `a: &a [x]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}`;
		expect(problemsOf(english('## A', bomb))).toEqual(['8 front_matter_syntax']);
	});

	it('what would keep the portal busy for minutes is refused at its line, quickly', () => {
		const begin = performance.now();
		const many = (words: string) => words.repeat(Math.floor(90_000 / words.length));
		expect(bodyProblems(`## A\n\n${many('word ')}`)).toEqual(['3 line_too_long']);
		expect(bodyProblems(`## A\n\n### A${many(' ')}b`)).toEqual(['3 line_too_long']);
		expect(bodyProblems(`## A\n\n${many('*a _b\n')}`)).toEqual(['203 text_too_dense']);
		expect(bodyProblems(`## A\n\n${many('::: note\n')}`)).toEqual(['24 text_too_dense']);
		const notes = Array.from({ length: 9_000 }, (_, at) => `[^${at}]: y\n`).join('');
		expect(bodyProblems(`## A\n\n${notes}`)).toEqual(['303 text_too_dense']);
		expect(performance.now() - begin).toBeLessThan(3000);
	});

	it('many stars in a table or in code are many rows, not one paragraph', () => {
		const rows = '| *a* | _b_ |\n'.repeat(500);
		expect(bodyProblems(`## A\n\n| a | b |\n|---|---|\n${rows}`)).toEqual([]);
		expect(bodyProblems(`## A\n\n\`\`\`\n${'a_b * c\n'.repeat(900)}\`\`\``)).toEqual([]);
	});

	it('texts that include one another twice end before they fill the memory', () => {
		const include = (path: string) => {
			const at = Number(/\d+/.exec(path)?.[0]);
			return `${'word '.repeat(20_000)}\n${`[!INCLUDE [x](${at + 1}.md)]\n`.repeat(9)}`;
		};
		const found = problemsOf(english('## A\n\n[!INCLUDE [x](../shared/1.md)]'), { include });
		expect(found.some((one) => one.endsWith('text_too_long'))).toBe(true);
	});

	it('a zero byte and half a letter become signs that can be kept', () => {
		const { module } = parse(english('A\0B\ud800C'));
		expect(module?.texts.en?.body).toBe('A\ufffdB\ufffdC');
	});

	it('blocks nested a thousand deep are refused, not fatal', () => {
		const deep = `${'> '.repeat(3_900)}a`;
		const { module, problems } = parse(english(`## A\n\n${deep}`));
		if (module === null) expect(problems[0]?.code).toBe('text_unreadable');
	});

	it('have headings with ids, one level up, because the title is the first', () => {
		const html = htmlOf('## A\n\n### Keys {#keys}\n\n#### <a name="old"></a>Old keys\n');
		expect(html).toContain('<h2 id="keys">Keys</h2>');
		expect(html).toContain('<h3 id="old">Old keys</h3>');
		expect(bodyProblems('## A\n\n##### Deep\n')).toEqual(['3 heading_skipped']);
	});

	it('a link to a place on another page leads to that page', () => {
		const html = htmlOf('## A {#a}\n\n[there](#keys) [page](#b)\n\n## B {#b}\n\n### K {#keys}');
		expect(html).toContain('href="/training/locks/b#keys"');
		expect(html).toContain('href="/training/locks/b"');
	});

	it('use definitions and footnotes written anywhere', () => {
		const html = htmlOf(
			'## A\n\n[site][s] note[^n]\n\n## B\n\nx\n\n[s]: https://a.example\n[^n]: Why.'
		);
		expect(html).toContain('href="https://a.example"');
		expect(html).toContain('Why.');
		expect(html).toMatch(/<section class="footnotes"/);
	});
});

describe('blocks', () => {
	it('alerts have titles in the language of the text, whatever the case of their word', () => {
		expect(htmlOf('> [!tip]\n> Do.\n')).toContain(
			'<div class="alert alert-tip" role="note"><p class="alert-title">Tip</p><p>Do.</p>'
		);
		expect(htmlOf('> [!WARNING] Mind *this*\n> Do.')).toContain('Mind *this*</p>');
		expect(bodyProblems('> [!HEY]\n> Do.')).toEqual(['1 alert_unknown']);
	});

	it('every container that the dialect names has its own look', () => {
		const names = ['objectives', 'questions', 'keypoints', 'prereq', 'callout', 'caution'];
		names.push('checklist', 'challenge', 'hint', 'solution', 'discussion', 'spoiler', 'instructor');
		for (const name of names) {
			expect(htmlOf(`::: ${name}\nA\n:::`)).toContain(`class="box box-${name}"`);
		}
	});

	it('containers nest, with any run of colons, and close by any', () => {
		const body =
			':::::: challenge\n\nDo.\n\n::: solution\n\nDone.\n\n::::::::\n\nMore.\n\n:::\n\nAfter.';
		const html = htmlOf(body);
		expect(html).toMatch(
			/<section class="box box-challenge">.*<details class="box box-solution">.*Done.*<\/details>\s*<p>More.*<\/section>\s*<p>After/s
		);
	});

	it('unknown containers are plain blocks with a warning, open ones an error', () => {
		expect(bodyProblems('A\n\n::: weather\nRain\n:::')).toEqual(['3 container_unknown']);
		expect(bodyProblems('A\n\n::: callout\nRain')).toEqual(['3 container_open']);
	});

	it('tabs are whole without script', () => {
		const html = htmlOf('# [Windows](#tab/windows)\n\nA\n\n# [Mac](#tab/mac)\n\nB\n\n---\n\nC');
		expect(html).toContain('<div class="tabs" data-tabs');
		expect(html).toMatch(/data-tab="windows"><p class="tab-title">Windows<\/p><p>A<\/p>/);
		expect(html).toMatch(/<\/div>\s*<p>C<\/p>/);
		expect(bodyProblems('# [Mac](#tab/mac)\n\nB')).toEqual(['1 tabs_open']);
		expect(htmlOf('::: group-tab\n\n### Mac\n\nB\n\n:::')).toContain('data-tab="mac"');
	});

	it('code is coloured by classes, never by style', () => {
		const html = htmlOf('```json\n{ "a": 1 }\n```\n\n```nothing\n<b>\n```');
		expect(html).toContain('class="tok-');
		expect(html).not.toContain('style=');
		expect(html).toContain('&lt;b&gt;');
	});

	it('videos are cards: nothing is fetched before the click', () => {
		const html = htmlOf(
			'> [!VIDEO https://www.youtube.com/watch?v=abcdefghijk]\n\n[![Film](p.png)](https://vimeo.com/12345)'
		);
		expect(html).not.toMatch(/<(iframe|img|video)/);
		expect(html).toContain('data-video="https://www.youtube-nocookie.com/embed/abcdefghijk"');
		expect(html).toContain('Watch the video “Film” (vimeo.com)');
	});

	it('pictures have attributes, and emoji have names', () => {
		const media = [{ name: 'a.png', bytes: PNG }];
		const html = htmlOf('![Lock](a.png){width="60%" .wide} :key:', { media });
		expect(html).toMatch(/src="\/training\/locks\/media\/a.png\?v=[0-9a-f]{12}"/);
		expect(html).toMatch(/width="60%" class="wide"/);
		expect(html).toContain('🔑');
		expect(bodyProblems('![](a.png)', { media })).toEqual(['1 image_without_alt']);
		expect(bodyProblems('x\n\n![Lock](b.png)')).toEqual(['3 image_missing']);
		expect(bodyProblems('![Lock](https://a.example/b.png)')).toEqual(['1 image_outside']);
	});

	it('practices name what happens in the portal', () => {
		const { module } = parse(english('::: practice {#p event="request.submitted"}\nSend.\n:::'));
		expect(module?.texts.en?.pages[0]?.blocks).toEqual([
			{ kind: 'practice', practiceId: 'p', event: 'request.submitted', html: '<p>Send.</p>' }
		]);
		expect(bodyProblems('::: practice\nSend.\n:::')).toEqual(['1 practice_event']);
	});
});

describe('includes', () => {
	const include = (files: Record<string, string>) => (path: string) => files[path] ?? null;
	const asks = (path: string) => `A\n\n[!INCLUDE [x](${path})]\n`;

	it('stand in place of their mark, and their problems are told in their own file', () => {
		const files = { 'shared/x.md': '---\na: 1\n---\nShared.\n\n![Lock](b.png)' };
		const { problems } = parse(english(asks('../shared/x.md')), { include: include(files) });
		expect(problems.find((one) => one.level === 'error')).toMatchObject({
			file: 'shared/x.md',
			line: 6,
			code: 'image_missing'
		});
		const inline = parse(english('See [!include[x](../shared/y.md)] there.'), {
			include: include({ 'shared/y.md': 'the\nlock\n' })
		});
		expect(inline.module?.texts.en?.body).toBe('See the lock there.');
	});

	it('that include each other are an error', () => {
		const files = {
			'shared/x.md': '[!INCLUDE [y](y.md)]',
			'shared/y.md': '\n[!INCLUDE [x](x.md)]'
		};
		const { problems } = parse(english(asks('../shared/x.md')), { include: include(files) });
		expect(problems[0]).toMatchObject({ code: 'include_cycle', file: 'shared/y.md', line: 2 });
	});

	it('that lead out of the folder, or nowhere, are an error', () => {
		expect(bodyProblems(asks('../../secret.md'))).toEqual(['3 include_outside']);
		expect(bodyProblems(asks('/etc/passwd'))).toEqual(['3 include_outside']);
		expect(bodyProblems(asks('..%2F..%2Fsecret.md'))).toEqual(['3 include_outside']);
		expect(bodyProblems(asks('none.md'))).toEqual(['3 include_missing']);
	});
});

describe('nothing hostile reaches a reader', () => {
	it.each([
		['a script', 'A\n\n<script>alert(1)</script>', '3 html_hostile'],
		['a handler', 'A <b onclick="x()">b</b>', '1 html_hostile'],
		['a picture with a handler', '<img src=x onerror=alert(1)>', '1 html_hostile'],
		['a frame', 'A\n<iframe src="https://a.example"></iframe>', '2 html_hostile'],
		['a form', '<form action="/x"><input></form>', '1 html_hostile'],
		['a drawing', '<svg onload=alert(1)>', '1 html_hostile'],
		['a script as a link', '[a](javascript:alert(1))', '1 link_unsafe'],
		['a hidden script', '<a href="java&#10;script:alert(1)">a</a>', '1 link_unsafe'],
		['data as a link', '[a](data:text/html;base64,AAAA)', '1 link_unsafe'],
		['a script as a picture', '![a](javascript:alert(1))', '1 link_unsafe'],
		['a link without a scheme', '[a](//evil.example)', '1 link_unsafe'],
		['a script as a video', '> [!VIDEO javascript:alert(1)]', '1 link_unsafe']
	])('%s is refused at its line', (_, body, expected) => {
		expect(bodyProblems(body)).toContain(expected);
	});

	it('what is only left out is a warning, and code that looks like it is code', () => {
		expect(bodyProblems('A <blink>b</blink>')).toEqual(['1 html_left_out']);
		const html = htmlOf('`<script>` and\n\n```\n<img onerror=x>\n```\n\n<b style="x">b</b>');
		expect(html).not.toMatch(/<script|<img|style=/);
	});

	it('a drawing with a script is refused', () => {
		const svg = '<svg>\n<script>alert(1)</script><a href="javascript:x"/></svg>';
		const media = [{ name: 'a.svg', bytes: new TextEncoder().encode(svg) }];
		const { problems } = parse(english('![a](a.svg)'), { media });
		expect(problems).toContainEqual({
			file: 'locks/a.svg',
			line: 2,
			level: 'error',
			code: 'svg_hostile',
			params: { what: '<script>' }
		});
	});

	it('a file that is not what its name says is refused', () => {
		const media = [{ name: 'a.png', bytes: new TextEncoder().encode('<html>') }];
		expect(problemsOf(english('![a](a.png)'), { media })).toContain('1 media_type');
	});
});

describe('quizzes', () => {
	const quiz = (inner: string, attributes = '{#q pick=1 shuffle}') =>
		`::: quiz ${attributes}\n${inner}\n:::`;

	it('are read with answers, feedback, gaps and explanation', () => {
		const body = quiz(
			'### One? {#a}\nMore words.\n- [x] Yes\n  > Right.\n- [ ] No\n---\nBecause.\n\n### Fill {#b}\nA [[key| Key ]] opens.'
		);
		const { module, problems } = parse(english(body));
		expect(problems.filter((one) => one.level === 'error')).toEqual([]);
		const [read] = module?.texts.en?.quizzes ?? [];
		expect(read).toMatchObject({ id: 'q', pick: 1, shuffle: true, pageId: 'start' });
		expect(read?.questions[0]).toMatchObject({
			id: 'a',
			kind: 'single',
			prompt: '<p>One?</p>\n<p>More words.</p>',
			options: [
				{ html: 'Yes', right: true, feedback: 'Right.' },
				{ html: 'No', right: false, feedback: '' }
			],
			explanation: '<p>Because.</p>'
		});
		expect(read?.questions[1]).toMatchObject({ kind: 'fill', gaps: [['key', 'Key']] });
		expect(read?.questions[1]?.prompt).not.toContain('key');
		expect(module?.facts.completion).toBe('passed');
	});

	it.each([
		['no right answer', '### A {#a}\n- [ ] x\n- [ ] y', '2 question_without_right'],
		['no options', '### A {#a}\nwords', '2 question_without_options'],
		['one option', '### A {#a}\n- [x] x', '2 question_one_option'],
		['an option twice', '### A {#a}\n- [x] x\n- [ ] x', '2 question_option_twice'],
		['options and gaps', '### A [[b]] {#a}\n- [x] x\n- [ ] y', '2 question_mixed'],
		['an empty gap', '### A [[ ]] {#a}', '2 question_gap_empty'],
		['no id', '### A\n- [x] x\n- [ ] y', '2 question_without_id']
	])('a question with %s is told at its line', (_, inner, expected) => {
		expect(bodyProblems(quiz(inner))).toContain(expected);
	});

	it('draws no more than there are, and stands on the page itself', () => {
		expect(bodyProblems(quiz('### A {#a}\n- [x] x\n- [ ] y', '{pick=2}'))).toEqual(['1 quiz_pick']);
		expect(bodyProblems(quiz(''))).toContain('1 quiz_empty');
		expect(bodyProblems(`::: callout\n${quiz('### A {#a}\n- [x] x\n- [ ] y')}\n:::`)).toEqual([
			'2 block_nested'
		]);
	});
});

describe('translations', () => {
	const BODY =
		'## A {#a}\n\nx\n\n## B {#b}\n\n::: quiz {#q}\n### One? {#one}\n- [x] Yes\n- [ ] No\n:::';
	const translated = (body: string, hash: string) =>
		`---\nid: locks\ntitle: Lukud\nsourceHash: ${hash}\n---\n\n${body}\n`;
	const both = (body: string, hash = bodyHash(BODY)) =>
		parse('', { texts: { en: english(BODY), et: translated(body, hash) } });
	const levels = (problems: TextProblem[]) =>
		problems
			.filter((one) => one.code !== 'translation_missing')
			.map((one) => `${one.level} ${one.file}:${one.line} ${one.code}`);

	it('are fresh as long as the source is what they were made from', () => {
		const { module } = both(BODY);
		expect(module?.texts.et).toMatchObject({ stale: false, sourceHash: bodyHash(BODY) });
		const stale = both(BODY, 'sha256:0');
		expect(stale.module?.texts.et?.stale).toBe(true);
		expect(levels(stale.problems)).toEqual(['warning locks/et.md:1 translation_stale']);
	});

	it('are marked as looked over in their head', () => {
		const marked = markFresh(translated(BODY, 'sha256:0'), bodyHash(BODY));
		const { module } = parse('', { texts: { en: english(BODY), et: marked } });
		expect(module?.texts.et).toMatchObject({ stale: false, title: 'Lukud' });
	});

	it('with fewer pages are an error while fresh, and lag behind while stale', () => {
		const fewer = BODY.slice(BODY.indexOf('## B'));
		expect(both(fewer).module).toBeNull();
		expect(levels(both(fewer).problems)).toEqual(['error locks/et.md:1 page_missing']);
		const stale = both(fewer, 'sha256:0');
		expect(stale.module?.texts.et?.pages.map((page) => page.id)).toEqual(['b']);
	});

	it.each([
		[
			'another right answer',
			BODY.replace('[x] Yes', '[ ] Yes').replace('[ ] No', '[x] No'),
			'question_right'
		],
		[
			'another number of options',
			BODY.replace('- [ ] No', '- [ ] No\n- [ ] Eh'),
			'question_options'
		],
		['another question', BODY.replace('{#one}', '{#two}'), 'question_missing'],
		['another kind of question', BODY.replace('- [x] Yes\n- [ ] No', '[[jah]]'), 'question_kind'],
		['no quiz', BODY.slice(0, BODY.indexOf(':::')), 'quiz_missing']
	])('with %s are an error at the question', (_, body, code) => {
		const { module, problems } = both(body);
		expect(module).toBeNull();
		const found = problems.find((one) => one.code === code);
		expect(found?.file).toBe('locks/et.md');
		expect(found?.level).toBe('error');
		const stale = both(body, 'sha256:0').module;
		expect(stale?.texts.et?.quizzes[0]?.questions[0]?.id).toBe('one');
	});
});
