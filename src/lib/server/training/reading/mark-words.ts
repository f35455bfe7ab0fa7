import { diffArrays } from 'diff';
import { VOID } from './html-tree.ts';

/** Elements in which words may not stand by themselves. */
const CONTAINERS = new Set([
	'table',
	'thead',
	'tbody',
	'tfoot',
	'tr',
	'ul',
	'ol',
	'dl',
	'colgroup'
]);

type Token = { text: string; key: string; tag?: string; closes?: boolean };

/**
 * The newer of two pieces of html with what was taken out in `<del>` and what was put in in `<ins>`, word by word.
 * Elements are those of the newer one; words that went with a row or a line of a list are shown beside the nearest
 * place where words may stand.
 */
export function markWords(before: string, after: string): string {
	const [old, now] = [tokensOf(before), tokensOf(after)];
	const parts = differences(old, now) ?? [
		{ value: old, added: false, removed: true },
		{ value: now, added: true, removed: false }
	];
	const out: string[] = [];
	const open: string[] = [];
	let gone = '';
	const inContainer = () => CONTAINERS.has(open.at(-1) ?? '');
	const putGone = () => {
		if (gone && !inContainer()) {
			out.push(`<del>${gone.trimEnd()}</del> `);
			gone = '';
		}
	};
	for (const { removed, added, value } of parts) {
		if (removed) {
			gone += value.map((token) => (token.tag ? '' : token.text)).join('');
			putGone();
			continue;
		}
		let fresh = '';
		const putFresh = () => {
			if (fresh.trim())
				out.push(`<ins>${fresh.trimEnd()}</ins>${fresh.slice(fresh.trimEnd().length)}`);
			else out.push(fresh);
			fresh = '';
		};
		for (const token of value) {
			if (!token.tag) {
				putGone();
				if (added && !inContainer()) fresh += token.text;
				else out.push(token.text);
				continue;
			}
			putFresh();
			if (token.closes) open.splice(open.lastIndexOf(token.tag));
			else if (!token.text.endsWith('/>') && !VOID.has(token.tag)) open.push(token.tag);
			out.push(token.text);
			if (!token.closes) putGone();
		}
		putFresh();
	}
	if (gone.trim()) out.push(`<p><del>${gone.trimEnd()}</del></p>`);
	return out.join('');
}

/** How much of two pieces of html is the same, 0 to 1, by their words. */
export function likeness(before: string, after: string): number {
	const words = (html: string) => tokensOf(html).filter((token) => !token.tag && token.key !== '');
	const [left, right] = [words(before), words(after)];
	if (left.length + right.length === 0) return before === after ? 1 : 0;
	const parts = differences(left, right);
	if (!parts) return 0;
	const same = parts
		.filter((part) => !part.added && !part.removed)
		.reduce((sum, part) => sum + part.value.length, 0);
	return (2 * same) / (left.length + right.length);
}

/** The words of a piece of html, and how many there are in all. */
export type Words = { counts: ReadonlyMap<string, number>; total: number };

export function wordsIn(html: string): Words {
	const counts = new Map<string, number>();
	let total = 0;
	for (const { tag, key } of tokensOf(html)) {
		if (tag || key === '') continue;
		counts.set(key, (counts.get(key) ?? 0) + 1);
		total += 1;
	}
	return { counts, total };
}

/** How much the words of two pieces are the same in whatever order: never less than `likeness`, and found at once. */
export function sharedWords(one: Words, other: Words): number {
	if (one.total + other.total === 0) return 1;
	let same = 0;
	for (const [word, count] of one.counts) same += Math.min(count, other.counts.get(word) ?? 0);
	return (2 * same) / (one.total + other.total);
}

/** Looking for what two long texts share takes as long as they are, times what differs: nobody waits for more. */
const MOST_EDITS = 1500;

/** Undefined where too much differs for a comparison to say anything. */
const differences = (before: Token[], after: Token[]) =>
	diffArrays(before, after, {
		comparator: (one, other) => one.key === other.key,
		maxEditLength: MOST_EDITS
	});

function tokensOf(html: string): Token[] {
	return (html.match(/<[^>]*>|[^<\s]+\s*|\s+/g) ?? []).map((text) => {
		const tag = /^<(\/?)([a-zA-Z][\w-]*)/.exec(text);
		if (!tag) return { text, key: text.trim() };
		return { text, key: text, tag: (tag[2] ?? '').toLowerCase(), closes: tag[1] === '/' };
	});
}
