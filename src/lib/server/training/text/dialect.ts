import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import markedFootnote from 'marked-footnote';
import type { Locale } from '#lib/i18n/localized.ts';
import { parseAttributes, type Attributes } from './attributes.ts';
import { alerts, containers, imageAttributes, tabs } from './block-extensions.ts';
import { takeHeadingId } from './heading-tokens.ts';
import { highlight } from './highlight.ts';
import { htmlAttributes, textOf } from './html.ts';
import { imageHtml } from './images.ts';
import { emojiShortcodes, gaps as gapExtension } from './inline-extensions.ts';
import { linkAddress } from './links.ts';
import { rawHtml } from './raw-html.ts';
import { alertHtml, containerHtml, tabsHtml } from './render-blocks.ts';
import { placeOf, type Piece } from './render-context.ts';
import type { AlertToken, BlockToken, ContainerToken, TabsToken, VideoToken } from './tokens.ts';
import { videoAt } from './video.ts';
import { videoHtml } from './video-html.ts';
import { footnoteBack, footnotesTitle } from './words.ts';

/** A heading below a page's own title. `level` as in the html: 2 for `###`, since the title is the page's first. */
export type PieceHeading = { id: string; level: number; text: string };

/** What is being rendered now, and what was found on the way. */
export type Drawing = {
	piece: Piece;
	headings: PieceHeading[];
	gaps: string[][];
	/** Of the last heading. */
	level: number;
	/** Somebody wrote html by hand. */
	raw: boolean;
};

/**
 * Markdown with everything this dialect adds. `drawing` is to be filled in before each use; one at a time. Footnotes
 * are numbered for one piece only, so a piece that has some needs a dialect of its own.
 */
export function createDialect(options: {
	gaps: boolean;
	footnotes?: { locale: Locale; prefix: string } | undefined;
}): { marked: Marked; drawing: Drawing } {
	const drawing = { headings: [], gaps: [], level: 1, raw: false } as unknown as Drawing;
	const marked = new Marked({ gfm: true, breaks: false });
	const own = [containers, tabs, alerts, imageAttributes, emojiShortcodes];
	marked.use({ extensions: options.gaps ? [...own, gapExtension(drawing)] : own });
	marked.use({ extensions: blockRenderers(drawing), renderer: rendererOf(drawing) });
	if (options.footnotes) {
		const { locale, prefix } = options.footnotes;
		marked.use(
			markedFootnote({
				prefixId: prefix,
				description: footnotesTitle(locale),
				headingClass: 'vh',
				backRefLabel: footnoteBack(locale)
			})
		);
	}
	return { marked, drawing };
}

type Self = { parser: { parse(tokens: Token[]): string } };

function blockRenderers(drawing: Drawing) {
	const inner = (self: Self) => (tokens: Token[]) => self.parser.parse(tokens);
	return [
		{
			name: 'container',
			renderer(this: Self, token: Tokens.Generic) {
				return containerHtml(drawing.piece, token as ContainerToken, inner(this));
			}
		},
		{
			name: 'tabs',
			renderer(this: Self, token: Tokens.Generic) {
				return tabsHtml(drawing.piece, token as TabsToken, inner(this));
			}
		},
		{
			name: 'alert',
			renderer(this: Self, token: Tokens.Generic) {
				return alertHtml(drawing.piece, token as AlertToken, inner(this));
			}
		},
		{
			name: 'video',
			renderer: (token: Tokens.Generic) => videoHtml(drawing.piece, (token as VideoToken).address)
		}
	];
}

function rendererOf(drawing: Drawing): RendererObject {
	return {
		code: ({ text, lang }) => highlight(text, /^\S*/.exec(lang ?? '')?.[0] ?? ''),
		html(token) {
			drawing.raw = true;
			return rawHtml(drawing.piece, token.text, (token as BlockToken).line);
		},
		heading(token) {
			return headingHtml(drawing, token, (tokens) => this.parser.parseInline(tokens));
		},
		checkbox: ({ checked }) =>
			`<span class="task${checked ? ' task-done' : ''}" aria-hidden="true"></span>`,
		link({ href, title, tokens }) {
			const html = this.parser.parseInline(tokens);
			const address = linkAddress(drawing.piece, href);
			if (address === undefined) return html;
			const rel = /^https?:/.test(address) ? 'noreferrer' : undefined;
			return `<a${htmlAttributes({ href: address, title: title ?? undefined, rel })}>${html}</a>`;
		},
		image(token) {
			const attributes = (token as BlockToken).attributes ?? parseAttributes('');
			const image = { src: token.href, alt: token.text, title: token.title ?? undefined };
			return imageHtml(drawing.piece, image, attributes);
		},
		paragraph(token) {
			return (
				linkedVideo(drawing.piece, token) ?? `<p>${this.parser.parseInline(token.tokens)}</p>\n`
			);
		},
		table(token) {
			const table = tableHtml(token, (tokens) => this.parser.parseInline(tokens));
			return `<div class="table-wrap" tabindex="0">${table}</div>\n`;
		}
	};
}

function headingHtml(
	drawing: Drawing,
	token: Tokens.Heading,
	inline: (tokens: Token[]) => string
): string {
	const { piece } = drawing;
	const line = (token as BlockToken).line ?? 0;
	const attributes = takeHeadingId(token);
	const level = Math.max(2, token.depth - 1);
	if (level > drawing.level + 1) {
		const params = { heading: token.text };
		piece.context.report('warning', 'heading_skipped', placeOf(piece, line), params);
	}
	drawing.level = level;
	const html = inline(token.tokens);
	const text = textOf(html);
	const id = headingId(piece, attributes, text, line);
	drawing.headings.push({ id, level, text });
	const classes = attributes.classes.join(' ') || undefined;
	return `<h${level}${htmlAttributes({ id, class: classes })}>${html}</h${level}>\n`;
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
