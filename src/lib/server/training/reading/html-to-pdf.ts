import type { Content, TableCell } from 'pdfmake';
import {
	decodeEntities,
	parseHtml,
	wordsOf,
	type HtmlElement,
	type HtmlNode
} from './html-tree.ts';

/** A picture by the address it has in the html: data for a bitmap, text for a drawing. */
export type PdfPictures = ReadonlyMap<string, { data: string } | { svg: string }>;

/** Words with their marks, as pdfmake takes them. */
type InlineText = Extract<Content, { text: unknown }>;

type Marks = {
	bold?: boolean;
	italics?: boolean;
	link?: string;
	decoration?: 'underline' | 'lineThrough';
	fontSize?: number;
	background?: string;
	sup?: boolean;
	sub?: boolean;
};

const quiet = '#f2f2ef';
const widest = 480;
const BLOCKS = new Set(
	'p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table figure div section aside details summary hr img'.split(
		' '
	)
);
const MARKS: Record<string, Marks> = {
	strong: { bold: true },
	b: { bold: true },
	em: { italics: true },
	i: { italics: true },
	code: { background: quiet },
	kbd: { background: quiet },
	mark: { background: '#fff3dd' },
	del: { decoration: 'lineThrough' },
	s: { decoration: 'lineThrough' },
	sup: { sup: true },
	sub: { sub: true }
};

/**
 * The text of a page, sanitised when it was published, as parts of a paper. Addresses of our own are completed with
 * `origin`; a picture that is not among `pictures` is told by its alternative text.
 */
export function htmlToPdf(html: string, pictures: PdfPictures, origin: string): Content[] {
	return blocks(parseHtml(html), { pictures, origin });
}

type Context = { pictures: PdfPictures; origin: string };

/** Neighbouring words make one paragraph; elements that are blocks stand by themselves. */
function blocks(nodes: readonly HtmlNode[], context: Context): Content[] {
	const out: Content[] = [];
	let line: HtmlNode[] = [];
	const close = () => {
		if (line.some((node) => wordsOf(node).trim() !== ''))
			out.push({ text: inline(line, {}, context), margin: [0, 0, 0, 6] });
		line = [];
	};
	for (const node of nodes) {
		if (typeof node === 'string' || !BLOCKS.has(node.tag)) {
			line.push(node);
			continue;
		}
		close();
		out.push(...block(node, context));
	}
	close();
	return out;
}

function block(element: HtmlElement, context: Context): Content[] {
	const { tag, children, attributes } = element;
	if (/^h[1-6]$/.test(tag)) {
		const fontSize = tag < 'h3' ? 14 : tag === 'h3' ? 12.5 : 11;
		const text = inline(children, { bold: true, fontSize }, context);
		return [{ text, margin: [0, 8, 0, 4], headlineLevel: 2 }];
	}
	if (tag === 'ul' || tag === 'ol') return [list(element, context)];
	if (tag === 'table') return [table(element, context)];
	if (tag === 'img') return [picture(attributes, context)];
	if (tag === 'hr') return [{ text: ' ', fontSize: 4 }];
	if (tag === 'pre')
		return [
			framed([{ text: wordsOf(element).trimEnd(), preserveLeadingSpaces: true, fontSize: 9 }])
		];
	if (tag === 'p' && !children.some(isBlock))
		return [{ text: inline(children, {}, context), margin: [0, 0, 0, 6] }];
	if (tag === 'summary') return [{ text: inline(children, { bold: true }, context) }];
	const inside = blocks(children, context);
	const isBox = /\b(alert|box)\b/.test(attributes.class ?? '') || tag === 'blockquote';
	return isBox ? [framed(inside)] : inside;
}

const isBlock = (node: HtmlNode) => typeof node !== 'string' && BLOCKS.has(node.tag);

function framed(stack: Content[]): Content {
	return {
		table: { widths: ['*'], body: [[{ stack, fillColor: quiet, margin: [6, 6, 6, 2] }]] },
		layout: 'noBorders',
		margin: [0, 2, 0, 8]
	};
}

function list(element: HtmlElement, context: Context): Content {
	const items = element.children.flatMap((child): Content[] =>
		typeof child === 'string' || child.tag !== 'li'
			? []
			: [{ stack: blocks(child.children, context) }]
	);
	const margin: [number, number, number, number] = [0, 0, 0, 6];
	if (element.tag === 'ul') return { ul: items, margin };
	return { ol: items, start: Number(element.attributes.start ?? 1) || 1, margin };
}

function table(element: HtmlElement, context: Context): Content {
	const rows = elementsOf(element, 'tr');
	const columns = Math.max(1, ...rows.map((row) => cellsOf(row).length));
	const body = rows.map((row): TableCell[] => {
		const cells = cellsOf(row).map((cell): TableCell => ({
			text: inline(cell.children, cell.tag === 'th' ? { bold: true } : {}, context)
		}));
		while (cells.length < columns) cells.push({ text: '' });
		return cells;
	});
	if (body.length === 0) return { text: '' };
	return {
		table: { widths: Array.from({ length: columns }, () => '*'), headerRows: 1, body },
		layout: 'lightHorizontalLines',
		margin: [0, 2, 0, 8]
	};
}

const cellsOf = (row: HtmlElement) =>
	row.children.filter(
		(cell): cell is HtmlElement => typeof cell !== 'string' && /^t[hd]$/.test(cell.tag)
	);

function elementsOf(element: HtmlElement, tag: string): HtmlElement[] {
	return element.children.flatMap((child) =>
		typeof child === 'string' ? [] : child.tag === tag ? [child] : elementsOf(child, tag)
	);
}

function picture(attributes: Record<string, string>, { pictures }: Context): Content {
	const found = pictures.get(attributes.src ?? '');
	const margin: [number, number, number, number] = [0, 4, 0, 8];
	if (!found) return { text: attributes.alt ?? '', italics: true, margin };
	return 'svg' in found
		? { svg: found.svg, fit: [widest, 400], margin }
		: { image: found.data, fit: [widest, 400], margin };
}

function inline(nodes: readonly HtmlNode[], marks: Marks, context: Context): InlineText[] {
	return nodes.flatMap((node): InlineText[] => {
		if (typeof node === 'string')
			return [{ text: decodeEntities(node).replace(/\s+/g, ' '), ...marks }];
		const { tag, attributes, children } = node;
		if (tag === 'br') return [{ text: '\n', ...marks }];
		if (tag === 'img') return [{ text: attributes.alt ?? '', ...marks, italics: true }];
		if (tag === 'span' && attributes['data-gap'] !== undefined) return [{ text: '________' }];
		if (tag === 'input') return [{ text: attributes.checked === undefined ? '[ ] ' : '[x] ' }];
		const more = tag === 'a' ? linkMarks(attributes.href, context.origin) : MARKS[tag];
		return inline(children, { ...marks, ...more }, context);
	});
}

function linkMarks(href: string | undefined, origin: string): Marks {
	if (!href || href.startsWith('#')) return {};
	return { link: href.startsWith('/') ? origin + href : href, decoration: 'underline' };
}
