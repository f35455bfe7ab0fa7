import type { TokenizerExtension, TokenizerThis } from 'marked';
import { parseAttributes } from './attributes.ts';
import { closingLine, fenceWatch, isClosing, isRule, openingOf, tabOf } from './structure.ts';

/** `::: name` … `:::`, nested as one likes. One that nobody closed reaches to the end. */
export const containers: TokenizerExtension = {
	name: 'container',
	level: 'block',
	start: (src) => startOf(src, /\n {0,3}:{3}/),
	tokenizer(src) {
		const lines = linesOf(src, /^ {0,3}:{3}/);
		const opening = lines && openingOf(lines[0] ?? '');
		if (!lines || !opening) return undefined;
		const end = closingLine(lines, 0);
		const inner = lines.slice(1, end === -1 ? undefined : end);
		return {
			type: 'container',
			raw: rawOf(src, end === -1 ? lines.length : end + 1),
			...opening,
			closed: end !== -1,
			tokens: innerTokens(this, inner)
		};
	}
};

/** `# [Windows](#tab/windows)` …, the last panel ended by `---`. */
export const tabs: TokenizerExtension = {
	name: 'tabs',
	level: 'block',
	start: (src) => startOf(src, /\n {0,3}#{1,6}[ \t]+\[[^\]]+\]\(#tab\//),
	tokenizer(src) {
		const lines = linesOf(src, /^ {0,3}#{1,6}[ \t]+\[[^\]]+\]\(#tab\//);
		if (!lines) return undefined;
		const { panels, end } = panelsOf(lines);
		if (panels.length === 0) return undefined;
		return {
			type: 'tabs',
			raw: rawOf(src, end === -1 ? lines.length : end + 1),
			closed: end !== -1,
			panels: panels.map(({ from, to, ...panel }) => ({
				...panel,
				skip: from,
				tokens: innerTokens(this, lines.slice(from, to))
			}))
		};
	}
};

type Panel = { title: string; id: string; from: number; to: number };

function panelsOf(lines: readonly string[]): { panels: Panel[]; end: number } {
	const fences = fenceWatch();
	const panels: Panel[] = [];
	let depth = 0;
	for (const [at, line] of lines.entries()) {
		if (fences.inside(line)) continue;
		if (openingOf(line)) depth += 1;
		else if (isClosing(line)) depth -= 1;
		if (depth > 0) continue;
		const tab = tabOf(line);
		const last = panels.at(-1);
		if (last && (tab || isRule(line))) last.to = at;
		if (last && isRule(line)) return { panels, end: at };
		if (tab) panels.push({ ...tab, from: at + 1, to: lines.length });
	}
	return { panels, end: -1 };
}

const ALERT = /^ {0,3}>[ \t]?[ \t]{0,3}\[!([a-z]+)\][ \t]*(.*)$/i;
const VIDEO = /^ {0,3}>[ \t]*\[!VIDEO[ \t]+<?([^\]\s>]+)>?[ \t]*\][ \t]*$/i;
const STARTS_ANOTHER = /^ {0,3}(?:>|#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|`{3}|~{3}|:{3}|\||<|\s*$)/;

/** A quote whose first line is `[!NOTE]`, `[!tip] Own title` or `[!VIDEO address]`. */
export const alerts: TokenizerExtension = {
	name: 'alert',
	level: 'block',
	start: (src) => startOf(src, /\n {0,3}>[ \t]{0,4}\[!/),
	tokenizer(src) {
		const lines = linesOf(src, /^ {0,3}>[ \t]{0,4}\[!/);
		if (!lines) return undefined;
		const first = lines[0] ?? '';
		const video = VIDEO.exec(first);
		const found = ALERT.exec(first);
		if (video?.[1]) return { type: 'video', raw: rawOf(src, 1), address: video[1] };
		if (!found) return undefined;
		const end = quoteEnd(lines);
		const inner = lines.slice(1, end).map((line) => line.replace(/^ {0,3}>[ \t]?/, ''));
		return {
			type: 'alert',
			raw: rawOf(src, end),
			word: found[1] ?? '',
			title: (found[2] ?? '').trim(),
			tokens: innerTokens(this, inner)
		};
	}
};

/** A quoted paragraph may go on without `>`, as Markdown allows. */
function quoteEnd(lines: readonly string[]): number {
	for (let at = 1; at < lines.length; at += 1) {
		const line = lines[at] ?? '';
		if (/^ {0,3}>/.test(line)) continue;
		const goesOn = !/^ {0,3}>?\s*$/.test(lines[at - 1] ?? '') && at > 1;
		if (!goesOn || STARTS_ANOTHER.test(line)) return at;
	}
	return lines.length;
}

/** `![words](picture.png){width="60%" .wide}`. */
export const imageAttributes: TokenizerExtension = {
	name: 'imageAttributes',
	level: 'inline',
	start: (src) => startOf(src, /!\[/),
	tokenizer(src) {
		if (!src.startsWith('![')) return undefined;
		const image = this.lexer.options.tokenizer?.link(src);
		const list = image && /^\{[^{}\n]*\}/.exec(src.slice(image.raw.length))?.[0];
		if (image?.type !== 'image' || !list) return undefined;
		return { ...image, raw: image.raw + list, attributes: parseAttributes(list) };
	}
};

function startOf(src: string, pattern: RegExp): number | undefined {
	const found = pattern.exec(src);
	return found ? found.index + (found[0].startsWith('\n') ? 1 : 0) : undefined;
}

function linesOf(src: string, first: RegExp): string[] | undefined {
	return first.test(src) ? src.split('\n') : undefined;
}

function rawOf(src: string, count: number): string {
	let end = -1;
	for (let line = 0; line < count; line += 1) {
		end = src.indexOf('\n', end + 1);
		if (end === -1) return src;
	}
	return src.slice(0, end + 1);
}

function innerTokens(self: TokenizerThis, lines: readonly string[]) {
	return self.lexer.blockTokens(lines.join('\n'), []);
}
