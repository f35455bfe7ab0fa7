import { describe, expect, it } from 'vitest';
import type { PageBlock } from '#lib/training/module-text.ts';
import { htmlOf, parseHtml, wordsOf } from './html-tree.ts';
import { markChanges } from './mark-changes.ts';
import { changedTabs } from './mark-tabs.ts';
import { markWords } from './mark-words.ts';

const html = (text: string): PageBlock => ({ kind: 'html', html: text });
const shown = (before: string, after: string) => markChanges([html(before)], [html(after)]);

describe('html as a tree', () => {
	it('comes back as it was', () => {
		const text =
			'<p>Tere &amp; <b class="x">kõik</b><br>uus</p><ul><li>üks</li></ul><img src="a.png" alt="&quot;a&quot;" />';
		expect(parseHtml(text).map(htmlOf).join('')).toBe(text);
	});

	it('gives words without entities', () => {
		expect(parseHtml('<p>A &lt;b&gt; &#228;&nbsp;&#x416;</p>').map(wordsOf).join('')).toBe(
			'A <b> ä\u00a0Ж'
		);
	});
});

describe('changed words', () => {
	it('are marked and the rest is left alone', () => {
		expect(markWords('<p>Nupp on menüüs „Veel“.</p>', '<p>Nupp on kirja kohal.</p>')).toBe(
			'<p>Nupp on <del>menüüs „Veel“.</del> <ins>kirja kohal.</ins></p>'
		);
	});

	it('of a line of a list that went are shown within the list', () => {
		const marked = markWords(
			'<ul><li>üks asi</li><li>teine asi</li><li>kolmas</li></ul>',
			'<ul><li>üks asi</li><li>kolmas</li></ul>'
		);
		expect(marked).toContain('<del>teine asi');
		expect(marked).not.toMatch(/<\/?ul><del>|<\/li><del>/);
		expect(parseHtml(marked).map(htmlOf).join('')).toBe(marked);
	});

	it('keep the elements of the newer text, so nothing is left open', () => {
		const marked = markWords('<p>a <b>b</b> c</p>', '<p>a <i>b</i> d</p>');
		expect(parseHtml(marked).map(htmlOf).join('')).toBe(marked);
		expect(marked).toContain('<i>');
		expect(marked).not.toContain('<b>');
	});
});

describe('a changed page', () => {
	const old =
		'<p>Esimene lõik jääb.</p><h2>Teata</h2><p>Vajuta nuppu menüüs Veel ja vali Petukiri.</p>';

	it('marks a paragraph that changed and names it by the heading above', () => {
		const { blocks, places } = shown(old, old.replace('menüüs Veel', 'kirja kohal'));
		expect(blocks.map((block) => block.mark)).toEqual([undefined, 'changed']);
		expect(places).toEqual([{ anchor: 'change-1', mark: 'changed', words: 'Teata' }]);
	});

	it('gathers a new heading and its paragraphs into one place', () => {
		const { blocks, places } = shown(
			old,
			`${old}<h2>Petukirjad QR-koodiga</h2><p>Mõnes kirjas on ruutkood.</p>`
		);
		expect(places).toEqual([{ anchor: 'change-1', mark: 'added', words: 'Petukirjad QR-koodiga' }]);
		expect(blocks.at(-1)).toMatchObject({
			mark: 'added',
			html: '<h2>Petukirjad QR-koodiga</h2><p>Mõnes kirjas on ruutkood.</p>'
		});
	});

	it('shows what is gone, struck out', () => {
		const { blocks, places } = shown(
			old,
			'<h2>Teata</h2><p>Vajuta nuppu menüüs Veel ja vali Petukiri.</p>'
		);
		expect(blocks[0]).toMatchObject({
			mark: 'removed',
			html: '<del><p>Esimene lõik jääb.</p></del>'
		});
		expect(places).toHaveLength(1);
	});

	it('leaves questions and steps where they are and an equal page unmarked', () => {
		const quiz: PageBlock = { kind: 'quiz', quizId: 'q' };
		const { blocks, places } = markChanges([html(old), quiz], [html(old), quiz]);
		expect(places).toEqual([]);
		expect(blocks).toEqual([html(old), quiz]);
	});

	it('that is new is new as a whole', () => {
		const { blocks } = markChanges(null, [html('<p>Uus</p>')]);
		expect(blocks[0]).toMatchObject({ mark: 'added' });
	});

	it('of a page that was written anew, however long, is found soon', () => {
		let last = 1;
		const word = () => `w${(last = (last * 1103515245 + 12345) % 2147483648) % 5000}`;
		const page = (paragraphs: number, words: number) =>
			html(
				Array.from(
					{ length: paragraphs },
					() => `<p>${Array.from({ length: words }, word).join(' ')}</p>`
				).join('\n')
			);
		// Of the processor: the machine may be busy with something else.
		const began = process.cpuUsage();
		for (const [paragraphs, words] of [
			[500, 30],
			[3000, 4],
			[1, 15_000]
		] as const) {
			const { blocks } = markChanges([page(paragraphs, words)], [page(paragraphs, words)]);
			expect(blocks.some((block) => block.mark === 'added')).toBe(true);
		}
		expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
	});
});

describe('a group of tabs', () => {
	const group = (pc: string, phone: string, more = '') =>
		'<div class="tabs" data-tabs=""><section class="tab-body" data-tab="pc">' +
		`<p class="tab-title">Arvutis</p>${pc}</section><section class="tab-body" data-tab="phone">` +
		`<p class="tab-title">Telefonis</p>${phone}</section>${more}</div>`;
	const [pc, phone] = [
		'<p>Vajuta kirja kohal nuppu Teata.</p>',
		'<p>Hoia sõrme kirjal ja vali.</p>'
	];

	it('is marked only where it changed, in the tab in which it did', () => {
		const now = group(pc, '<p>Hoia sõrme kirjal ja libista.</p><p>Oota kinnitust.</p>');
		const { blocks, places } = shown(group(pc, phone), now);
		const [block] = blocks;
		if (block?.kind !== 'html') throw new Error('no html');
		expect(block).toMatchObject({ mark: 'changed', within: true });
		expect(places).toHaveLength(1);
		const [first, second] = block.html.split('data-tab="phone"');
		expect(first).not.toMatch(/<ins>|<del>|class="changed"/);
		expect(second).toContain('<div class="changed"><p>Hoia sõrme kirjal ja <del>vali.</del>');
		expect(second).toContain('<div class="changed"><ins><p>Oota kinnitust.</p></ins></div>');
		expect(parseHtml(block.html).map(htmlOf).join('')).toBe(block.html);
		expect(changedTabs(block.html)).toContain('Telefonis');
		expect(changedTabs(block.html)).not.toContain('Arvutis');
	});

	it('with a tab that is new or gone says so in that tab', () => {
		const third =
			'<section class="tab-body" data-tab="shared"><p class="tab-title">Jagatud</p><p>Logi välja.</p></section>';
		const more = shown(group(pc, phone), group(pc, phone, third)).blocks[0];
		expect(more?.kind === 'html' && changedTabs(more.html)).toContain(
			'<ins><p>Logi välja.</p></ins>'
		);
		const less = shown(group(pc, phone, third), group(pc, phone)).blocks[0];
		expect(less?.kind === 'html' && less.html).toContain('<del><p>Logi välja.</p></del>');
	});
});
