import { diffArrays } from 'diff';
import type { PageBlock } from '#lib/training/module-text.ts';
import type { ChangedPlace, ChangeMark, ShownBlock } from '#lib/training/page-view.ts';
import { htmlOf, parseHtml, wordsOf, type HtmlNode } from './html-tree.ts';
import { CHANGED_PART, markTabs } from './mark-tabs.ts';
import { likeness, markWords, sharedWords, wordsIn, type Words } from './mark-words.ts';

/** Less alike than this, two paragraphs are not one that was changed, but one gone and another come. */
const SAME_PARAGRAPH = 0.4;
const MOST_WORDS = 9;
/** A paragraph is looked for among so many of the old ones that come next. */
const CANDIDATES = 40;
/** Where more paragraphs than these are different, the page is another one. */
const MOST_EDITS = 3000;

type Piece = { key: string; html?: string; block?: PageBlock; heading?: string };
/** `within`: not all of it has changed, and the parts that have are marked in it. */
type Marked = Piece & { mark?: ChangeMark; within?: boolean };

/**
 * A page with what has changed in it since an earlier edition: paragraphs that are new, changed (with `<ins>` and
 * `<del>` around the words) or gone. `places` names each by its own heading or the one above, for the list over the
 * page. The earlier blocks are null where the page did not exist.
 */
export function markChanges(
	before: readonly PageBlock[] | null,
	after: readonly PageBlock[]
): { blocks: ShownBlock[]; places: ChangedPlace[] } {
	const marked = before
		? compare(before.flatMap(piecesOf), after.flatMap(piecesOf))
		: after.flatMap(piecesOf).map((piece) => ({ ...piece, mark: 'added' as const }));
	return gather(marked);
}

function piecesOf(block: PageBlock): Piece[] {
	if (block.kind !== 'html') {
		const id = block.kind === 'quiz' ? block.quizId : block.practiceId;
		return [{ key: `${block.kind}:${id}:${block.kind === 'practice' ? block.html : ''}`, block }];
	}
	return parseHtml(block.html)
		.filter((node) => typeof node !== 'string' || node.trim() !== '')
		.map((node) => {
			const html = htmlOf(node);
			return { key: html.replace(/\s+/g, ' '), html, ...headingOf(node) };
		});
}

/** Html with each part that differs in a box of its own. */
function markWithin(before: string, after: string): string {
	const pieces = (html: string) => piecesOf({ kind: 'html', html });
	return compare(pieces(before), pieces(after))
		.map(({ html = '', mark }) => {
			if (!mark) return html;
			const said = { added: `<ins>${html}</ins>`, changed: html, removed: `<del>${html}</del>` };
			return `${CHANGED_PART}${said[mark]}</div>`;
		})
		.join('');
}

function headingOf(node: HtmlNode): { heading?: string } {
	if (typeof node === 'string' || !/^h[1-6]$/.test(node.tag)) return {};
	return { heading: wordsOf(node).trim() };
}

function compare(before: Piece[], after: Piece[]): Marked[] {
	const result: Marked[] = [];
	const options = {
		comparator: (one: Piece, other: Piece) => one.key === other.key,
		maxEditLength: MOST_EDITS
	};
	const parts = diffArrays(before, after, options) ?? [
		{ value: before, added: false, removed: true },
		{ value: after, added: true, removed: false }
	];
	for (let index = 0; index < parts.length; index++) {
		const part = parts[index];
		if (!part) continue;
		if (!part.added && !part.removed) {
			// The newer ones: the same words may stand in a newer block.
			result.push(...part.value);
			continue;
		}
		const next = parts[index + 1];
		if (part.removed && next?.added) {
			result.push(...pair(part.value, next.value));
			index++;
		} else if (part.added && next?.removed) {
			result.push(...pair(next.value, part.value));
			index++;
		} else {
			const mark = part.added ? 'added' : 'removed';
			result.push(...part.value.map((piece) => ({ ...piece, mark }) as const));
		}
	}
	return result;
}

/** Within a changed stretch, each new paragraph is set beside the most alike of the old ones. */
function pair(gone: Piece[], come: Piece[]): Marked[] {
	const left = gone.map((piece) => ({ ...piece, words: wordsIn(piece.html ?? '') }));
	const result: Marked[] = [];
	for (const piece of come) {
		const index = mostAlike(left, piece);
		const old = left[index];
		if (old?.html === undefined || piece.html === undefined) {
			result.push({ ...piece, mark: 'added' });
			continue;
		}
		const skipped = left.splice(0, index + 1).slice(0, -1);
		result.push(...skipped.map(asRemoved));
		const tabs = markTabs(old.html, piece.html, markWithin);
		const html = tabs ?? markWords(old.html, piece.html);
		result.push({ ...piece, html, mark: 'changed', within: tabs !== null });
	}
	return [...result, ...left.map(asRemoved)];
}

const asRemoved = (piece: Piece): Marked => ({ ...piece, mark: 'removed' });

/** The likeliest by its words, when it also has them in much the same order; -1 when there is none. */
function mostAlike(candidates: (Piece & { words: Words })[], piece: Piece): number {
	if (piece.html === undefined) return -1;
	const words = wordsIn(piece.html);
	let best = -1;
	let most = SAME_PARAGRAPH;
	candidates.slice(0, CANDIDATES).forEach((candidate, index) => {
		const alike = candidate.html === undefined ? 0 : sharedWords(candidate.words, words);
		if (alike >= most) [best, most] = [index, alike];
	});
	const old = candidates[best]?.html;
	return old !== undefined && likeness(old, piece.html) >= SAME_PARAGRAPH ? best : -1;
}

/** Neighbours with the same mark become one block; what is gone is only shown where it was words. */
function gather(pieces: Marked[]): { blocks: ShownBlock[]; places: ChangedPlace[] } {
	const blocks: ShownBlock[] = [];
	const places: ChangedPlace[] = [];
	let heading = '';
	for (const piece of pieces) {
		const { mark, html, block } = piece;
		if (mark !== 'removed' && piece.heading) heading = piece.heading;
		if (block) {
			if (mark !== 'removed') blocks.push(block);
			continue;
		}
		const text = mark === 'removed' ? `<del>${html ?? ''}</del>` : (html ?? '');
		const last = blocks.at(-1);
		const joins = last?.kind === 'html' && last.mark === mark && mark !== 'changed';
		// A new heading begins a place of its own.
		if (joins && !(mark === 'added' && piece.heading)) {
			last.html += text;
			continue;
		}
		if (!mark) {
			blocks.push({ kind: 'html', html: text });
			continue;
		}
		const anchor = `change-${places.length + 1}`;
		blocks.push({ kind: 'html', html: text, mark, anchor, ...(piece.within && { within: true }) });
		const own = firstWords(html ?? '');
		places.push({
			anchor,
			mark,
			words: mark === 'changed' ? heading || own : piece.heading || own
		});
	}
	return { blocks, places };
}

function firstWords(html: string): string {
	const apart = html
		.replace(/<del>[^]*?<\/del>/g, '')
		.replace(/<\/(?:p|li|h\d|td|th|summary)>/g, ' $&');
	const words = parseHtml(apart).map(wordsOf).join(' ').trim().split(/\s+/);
	return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).join(' ')}…` : words.join(' ');
}
