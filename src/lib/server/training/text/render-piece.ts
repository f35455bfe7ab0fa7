import type { Marked } from 'marked';
import { createDialect, type Drawing, type PieceHeading } from './dialect.ts';
import { escapeHtml } from './html.ts';
import type { Piece } from './render-context.ts';
import { isPlain, sanitise } from './sanitise.ts';
import { placeTokens } from './tokens.ts';

/** A rendered piece. `gaps` are the accepted words of a fill-in question, in order. */
export type RenderedPiece = { html: string; headings: PieceHeading[]; gaps: string[][] };

/** Setting Markdown up takes longer than rendering a line, so it is set up once; rendering never waits in between. */
const plain = createDialect({ gaps: false });
const question = createDialect({ gaps: true });

/**
 * Renders Markdown of the dialect to html that is safe to show. What is wrong with it is reported by line. With
 * `question` set, `[[word]]` is a gap.
 */
export function renderPiece(piece: Piece, options: { question?: boolean } = {}): RenderedPiece {
	const { locale, definitions } = piece.context;
	const written = piece.lines.map(({ text }) => text).join('\n');
	const source =
		definitions !== '' && written.includes('[') ? `${written}\n\n${definitions}` : written;
	const footnotes = source.includes('[^') ? { locale, prefix: `fn-${piece.prefix}` } : undefined;
	const gaps = options.question ?? false;
	const ready = gaps ? question : plain;
	const { marked, drawing } = footnotes ? createDialect({ gaps, footnotes }) : ready;
	return draw(marked, drawing, piece, source);
}

function draw(marked: Marked, drawing: Drawing, piece: Piece, source: string): RenderedPiece {
	const rendered: RenderedPiece = { html: '', headings: [], gaps: [] };
	Object.assign(drawing, { piece, ...rendered, level: 1, raw: false });
	const tokens = marked.lexer(source);
	const walk = marked.defaults.walkTokens;
	if (walk) void marked.walkTokens(tokens, walk);
	placeTokens(tokens, 0);
	const html = marked.parser(tokens);
	rendered.html = isPlain(html) && !drawing.raw ? html.trim() : sanitise(html);
	return rendered;
}

/** Letters and the commonest signs, beginning with a letter: Markdown leaves them as they are. */
const WORDS = /^\p{L}[\p{L}\p{N} ,.;%()„“”«»"'?–—-]*$/u;

/** Renders one line of Markdown, such as an option's words. */
export function renderLine(piece: Piece): RenderedPiece {
	const text = piece.lines.map((line) => line.text).join('\n');
	if (text === '' || (WORDS.test(text) && !/www\./i.test(text))) {
		return { html: escapeHtml(text.trim()), headings: [], gaps: [] };
	}
	const rendered = renderPiece(piece);
	const [, inner] = /^<p>((?:(?!<\/p>).)*)<\/p>$/s.exec(rendered.html) ?? [];
	return { ...rendered, html: inner ?? rendered.html };
}
