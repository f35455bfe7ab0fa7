import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import markedFootnote from 'marked-footnote';
import { parseAttributes, type Attributes } from './attributes.ts';
import { alerts, containers, imageAttributes, tabs } from './block-extensions.ts';
import { containerHtml, tabsHtml, alertHtml } from './render-blocks.ts';
import { takeHeadingId } from './heading-tokens.ts';
import { highlight } from './highlight.ts';
import { htmlAttributes, textOf } from './html.ts';
import { imageHtml } from './images.ts';
import { emojiShortcodes, gaps as gapExtension } from './inline-extensions.ts';
import { linkAddress } from './links.ts';
import { rawHtml } from './raw-html.ts';
import { placeOf, type Piece } from './render-context.ts';
import { sanitise } from './sanitise.ts';
import {
	placeTokens,
	type AlertToken,
	type BlockToken,
	type ContainerToken,
	type TabsToken,
	type VideoToken
} from './tokens.ts';
import { videoAt } from './video.ts';
import { videoHtml } from './video-html.ts';
import { footnoteBack, footnotesTitle } from './words.ts';

/** A heading below a page's own title. `level` as in the html: 2 for `###`, since the title is the page's first. */
export type PieceHeading = { id: string; level: number; text: string };

/** A rendered piece. `gaps` are the accepted words of a fill-in question, in order. */
export type RenderedPiece = { html: string; headings: PieceHeading[]; gaps: string[][] };

/**
 * Renders Markdown of the dialect to html that is safe to show. What is wrong with it is reported by line. With
 * `question` set, `[[word]]` is a gap.
 */
export function renderPiece(piece: Piece, options: { question?: boolean } = {}): RenderedPiece {
	const rendered: RenderedPiece = { html: '', headings: [], gaps: [] };
	const { locale, definitions } = piece.context;
	const marked = new Marked({ gfm: true, breaks: false });
	const own = [containers, tabs, alerts, imageAttributes, emojiShortcodes];
	marked.use({ extensions: options.question ? [...own, gapExtension(rendered.gaps)] : own });
	marked.use({ extensions: blockRenderers(piece), renderer: rendererOf(piece, rendered) });
	marked.use(
		markedFootnote({
			prefixId: `fn-${piece.prefix}`,
			description: footnotesTitle(locale),
			headingClass: 'vh',
			backRefLabel: footnoteBack(locale)
		})
	);
	const source = piece.lines.map(({ text }) => text).join('\n');
	const tokens = marked.lexer(definitions === '' ? source : `${source}\n\n${definitions}`);
	const walk = marked.defaults.walkTokens;
	if (walk) void marked.walkTokens(tokens, walk);
	placeTokens(tokens, 0);
	rendered.html = sanitise(marked.parser(tokens));
	return rendered;
}

/** Renders one line of Markdown, such as a heading or an option's words. */
export function renderLine(piece: Piece, options: { question?: boolean } = {}): RenderedPiece {
	const rendered = renderPiece(piece, options);
	const [, inner] = /^<p>((?:(?!<\/p>).)*)<\/p>$/s.exec(rendered.html) ?? [];
	return { ...rendered, html: inner ?? rendered.html };
}

function blockRenderers(piece: Piece) {
	const inner = (self: { parser: { parse(tokens: Token[]): string } }) => (tokens: Token[]) =>
		self.parser.parse(tokens);
	return [
		{
			name: 'container',
			renderer(this: { parser: { parse(tokens: Token[]): string } }, token: Tokens.Generic) {
				return containerHtml(piece, token as ContainerToken, inner(this));
			}
		},
		{
			name: 'tabs',
			renderer(this: { parser: { parse(tokens: Token[]): string } }, token: Tokens.Generic) {
				return tabsHtml(piece, token as TabsToken, inner(this));
			}
		},
		{
			name: 'alert',
			renderer(this: { parser: { parse(tokens: Token[]): string } }, token: Tokens.Generic) {
				return alertHtml(piece, token as AlertToken, inner(this));
			}
		},
		{
			name: 'video',
			renderer: (token: Tokens.Generic) => videoHtml(piece, (token as VideoToken).address)
		}
	];
}

function rendererOf(piece: Piece, rendered: RenderedPiece): RendererObject {
	let above = 1;
	return {
		code: ({ text, lang }) => highlight(text, /^\S*/.exec(lang ?? '')?.[0] ?? ''),
		html: (token) => rawHtml(piece, token.text, (token as BlockToken).line),
		heading(token) {
			const attributes = takeHeadingId(token);
			const level = Math.max(2, token.depth - 1);
			if (level > above + 1) {
				const place = placeOf(piece, (token as BlockToken).line ?? 0);
				piece.context.report('warning', 'heading_skipped', place, { heading: token.text });
			}
			above = level;
			const html = this.parser.parseInline(token.tokens);
			const text = textOf(html);
			const id = headingId(piece, attributes, text, (token as BlockToken).line ?? 0);
			rendered.headings.push({ id, level, text });
			const classes = attributes.classes.join(' ') || undefined;
			return `<h${level}${htmlAttributes({ id, class: classes })}>${html}</h${level}>\n`;
		},
		checkbox: ({ checked }) =>
			`<span class="task${checked ? ' task-done' : ''}" aria-hidden="true"></span>`,
		link({ href, title, tokens }) {
			const html = this.parser.parseInline(tokens);
			const address = linkAddress(piece, href);
			if (address === undefined) return html;
			const rel = /^https?:/.test(address) ? 'noreferrer' : undefined;
			return `<a${htmlAttributes({ href: address, title: title ?? undefined, rel })}>${html}</a>`;
		},
		image(token) {
			const attributes = (token as BlockToken).attributes ?? parseAttributes('');
			const image = { src: token.href, alt: token.text, title: token.title ?? undefined };
			return imageHtml(piece, image, attributes);
		},
		paragraph(token) {
			return linkedVideo(piece, token) ?? `<p>${this.parser.parseInline(token.tokens)}</p>\n`;
		},
		table(token) {
			const table = tableHtml(token, (tokens) => this.parser.parseInline(tokens));
			return `<div class="table-wrap" tabindex="0">${table}</div>\n`;
		}
	};
}

function headingId(piece: Piece, attributes: Attributes, text: string, line: number): string {
	const { slugger, report } = piece.context;
	if (attributes.id === undefined) return slugger.slug(text === '' ? 'section' : text);
	const id = slugger.slug(attributes.id, true);
	if (id !== attributes.id)
		report('error', 'id_twice', placeOf(piece, line), { id: attributes.id });
	return id;
}

/** A picture that is nothing but a link to a video is a video. */
function linkedVideo(piece: Piece, { tokens }: Tokens.Paragraph): string | undefined {
	const [link, ...others] = tokens.filter((one) => one.raw.trim() !== '');
	if (link?.type !== 'link' || others.length > 0) return undefined;
	const [image, ...rest] = link.tokens ?? [];
	if (image?.type !== 'image' || rest.length > 0) return undefined;
	const video = videoAt(link.href);
	if (!video) return undefined;
	return videoHtml(piece, video.address, { src: String(image.href), alt: String(image.text) });
}

function tableHtml(token: Tokens.Table, inline: (tokens: Token[]) => string): string {
	const cell = (tag: string, { tokens, align }: Tokens.TableCell) => {
		const scope = tag === 'th' ? 'col' : undefined;
		return `<${tag}${htmlAttributes({ scope, align: align ?? undefined })}>${inline(tokens)}</${tag}>`;
	};
	const row = (tag: string, cells: Tokens.TableCell[]) =>
		`<tr>${cells.map((one) => cell(tag, one)).join('')}</tr>`;
	const body = token.rows.map((cells) => row('td', cells)).join('');
	return `<table><thead>${row('th', token.header)}</thead><tbody>${body}</tbody></table>`;
}
