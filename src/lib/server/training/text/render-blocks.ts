import type { Token } from 'marked';
import { parseAttributes } from './attributes.ts';
import { escapeHtml, htmlAttributes } from './html.ts';
import { placeOf, type Piece } from './render-context.ts';
import type { AlertToken, ContainerToken, TabsToken } from './tokens.ts';
import { ALERTS, alertTitle, BOXES, boxTitle, type Alert, type Box } from './words.ts';

type Inner = (tokens: Token[]) => string;

const isAlert = (word: string): word is Alert => (ALERTS as readonly string[]).includes(word);
const isBox = (name: string): name is Box => (BOXES as readonly string[]).includes(name);
/** Shown closed: a reader opens them after thinking. */
const FOLDED: readonly string[] = ['hint', 'solution', 'spoiler', 'instructor'];

/** `<div class="alert alert-tip" role="note"><p class="alert-title">Nõuanne</p>…</div>`; an unknown word stays a quote. */
export function alertHtml(piece: Piece, token: AlertToken, inner: Inner): string {
	const word = token.word.toLowerCase();
	const { locale, report } = piece.context;
	if (!isAlert(word)) {
		report('warning', 'alert_unknown', placeOf(piece, token.line ?? 0), { name: token.word });
		const title = token.title === '' ? '' : `<p>${escapeHtml(token.title)}</p>`;
		return `<blockquote>${title}${inner(token.tokens)}</blockquote>\n`;
	}
	const title = escapeHtml(token.title || alertTitle(word, locale));
	const head = `<p class="alert-title">${title}</p>`;
	return `<div class="alert alert-${word}" role="note">${head}${inner(token.tokens)}</div>\n`;
}

/**
 * A container as html: `<section class="box box-challenge"><p class="box-title">…</p>…</section>`; what is to be opened
 * by choice is `<details class="box box-solution"><summary>…`. One whose name nobody knows is a plain block.
 */
export function containerHtml(piece: Piece, token: ContainerToken, inner: Inner): string {
	const place = placeOf(piece, token.line ?? 0);
	const { report, locale } = piece.context;
	if (!token.closed) report('error', 'container_open', place, { name: token.name });
	if (token.name === 'tab' || token.name === 'group-tab') return headingTabs(token, inner);
	if (token.name === 'quiz' || token.name === 'practice') {
		report('error', 'block_nested', place, { name: token.name });
		return '';
	}
	const { id } = parseAttributes(token.rest);
	if (!isBox(token.name)) {
		report('warning', 'container_unknown', place, { name: token.name });
		return `<div${htmlAttributes({ class: 'box', id })}>${inner(token.tokens)}</div>\n`;
	}
	const own = /^[^{]*/.exec(token.rest)?.[0].replace(/:+$/, '').trim();
	const title = own || boxTitle(token.name, locale);
	const attributes = htmlAttributes({ class: `box box-${token.name}`, id });
	if (FOLDED.includes(token.name)) {
		const summary = takeTitle(token) ?? title ?? '';
		return `<details${attributes}><summary>${escapeHtml(summary)}</summary>${inner(token.tokens)}</details>\n`;
	}
	const head = title ? `<p class="box-title">${escapeHtml(title)}</p>` : '';
	return `<section${attributes}>${head}${inner(token.tokens)}</section>\n`;
}

/** A heading right at the beginning names what is folded away. */
function takeTitle(token: ContainerToken): string | undefined {
	const at = token.tokens.findIndex((one) => one.type !== 'space');
	const first = token.tokens[at];
	if (first?.type !== 'heading') return undefined;
	token.tokens.splice(at, 1);
	return String(first.text);
}

/**
 * Tabs as html that is whole without script: every panel is shown below its title. A script may turn it into tabs:
 * `<div class="tabs" data-tabs><section class="tab-body" data-tab="windows"><p class="tab-title">Windows</p>…`. Tabs
 * with the same `data-tab` switch together; those of `data-tabs="own"` do not.
 */
export function tabsHtml(piece: Piece, token: TabsToken, inner: Inner): string {
	if (!token.closed) piece.context.report('error', 'tabs_open', placeOf(piece, token.line ?? 0));
	const panels = token.panels.map(({ title, id, tokens }) => ({ title, id, html: inner(tokens) }));
	return panelsHtml('', panels);
}

function panelsHtml(kind: string, panels: { title: string; id: string; html: string }[]): string {
	const sections = panels.map(
		({ title, id, html }) =>
			`<section${htmlAttributes({ class: 'tab-body', 'data-tab': id })}>` +
			`<p class="tab-title">${escapeHtml(title)}</p>${html}</section>\n`
	);
	return `<div class="tabs" data-tabs="${kind}">${sections.join('')}</div>\n`;
}

/** `::: tab` and `::: group-tab`: every heading inside begins a panel. */
function headingTabs(token: ContainerToken, inner: Inner): string {
	const panels: { title: string; id: string; tokens: Token[] }[] = [];
	const before: Token[] = [];
	for (const one of token.tokens) {
		if (one.type === 'heading') {
			const title = String(one.text);
			panels.push({ title, id: title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-'), tokens: [] });
		} else (panels.at(-1)?.tokens ?? before).push(one);
	}
	const kind = token.name === 'tab' ? 'own' : '';
	const shown = panels.map(({ tokens, ...panel }) => ({ ...panel, html: inner(tokens) }));
	return inner(before) + panelsHtml(kind, shown);
}
