/** A piece of a page's html: words, or an element with what is in it. */
export type HtmlNode = string | HtmlElement;
export type HtmlElement = {
	tag: string;
	/** The opening tag as it stands. */
	open: string;
	attributes: Record<string, string>;
	children: HtmlNode[];
};

const TOKEN = /<!--[^]*?-->|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)([^>]*)>|[^<]+|</g;
const ATTRIBUTE = /([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
/** Elements that never have anything in them. */
export const VOID = new Set(['br', 'hr', 'img', 'input', 'wbr', 'col', 'source', 'track', 'area']);

/**
 * Reads html that was sanitised when it was stored: every element is closed and `>` in an attribute is written
 * `&gt;`. Words stay as they are, with their entities.
 */
export function parseHtml(html: string): HtmlNode[] {
	const root: HtmlElement = { tag: '', open: '', attributes: {}, children: [] };
	const stack = [root];
	const top = () => stack.at(-1) ?? root;
	for (const match of html.matchAll(TOKEN)) {
		const [text, slash, name, rest = ''] = match;
		if (text.startsWith('<!--')) continue;
		if (name === undefined) {
			top().children.push(text);
			continue;
		}
		const tag = name.toLowerCase();
		if (slash) {
			const index = stack.findLastIndex((element) => element.tag === tag);
			if (index > 0) stack.length = index;
			continue;
		}
		const element = { tag, open: text, attributes: attributesOf(rest), children: [] };
		top().children.push(element);
		if (!VOID.has(tag) && !rest.endsWith('/')) stack.push(element);
	}
	return root.children;
}

/** The html of a piece. */
export function htmlOf(node: HtmlNode): string {
	if (typeof node === 'string') return node;
	if (isVoid(node)) return node.open;
	return `${node.open}${node.children.map(htmlOf).join('')}</${node.tag}>`;
}

const isVoid = (element: HtmlElement) => VOID.has(element.tag) || element.open.endsWith('/>');

/** The words of a piece as they are read, without entities. */
export function wordsOf(node: HtmlNode): string {
	if (typeof node === 'string') return decodeEntities(node);
	return node.children.map(wordsOf).join('');
}

function attributesOf(text: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [, name = '', double, single, bare] of text.matchAll(ATTRIBUTE))
		found[name.toLowerCase()] = decodeEntities(double ?? single ?? bare ?? '');
	return found;
}

const NAMED: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0'
};

/** Text with its entities as letters. */
export function decodeEntities(text: string): string {
	return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
		if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole;
		const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}
