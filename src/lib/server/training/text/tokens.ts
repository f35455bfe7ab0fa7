import type { Token } from 'marked';
import type { Attributes } from './attributes.ts';

/** What this dialect adds to Markdown's tokens. `line` counts from 0 within the piece. */
export type BlockToken = Token & { line?: number; attributes?: Attributes };

export type ContainerToken = {
	type: 'container';
	raw: string;
	name: string;
	rest: string;
	closed: boolean;
	/** Lines between the opening and the inner text. */
	tokens: Token[];
	line?: number;
};

export type TabsToken = {
	type: 'tabs';
	raw: string;
	closed: boolean;
	panels: {
		type: 'panel';
		raw: string;
		title: string;
		id: string;
		skip: number;
		tokens: Token[];
	}[];
	line?: number;
};

export type AlertToken = {
	type: 'alert';
	raw: string;
	word: string;
	title: string;
	tokens: Token[];
	line?: number;
};

export type VideoToken = { type: 'video'; raw: string; address: string; line?: number };

/** How many lines a raw text begins after. */
const linesIn = (raw: string) => raw.split('\n').length - 1;

/** Writes into every block token on which line of the piece it begins; Markdown itself keeps no lines. */
export function placeTokens(tokens: readonly Token[], from: number): void {
	let line = from;
	for (const token of tokens as readonly BlockToken[]) {
		token.line = line;
		placeInner(token, line);
		line += linesIn(token.raw);
	}
}

function placeInner(token: Token, line: number): void {
	if (token.type === 'list') placeTokens(token.items as Token[], line);
	else if (token.type === 'container') placeTokens(token.tokens ?? [], line + 1);
	else if (token.type === 'alert') placeTokens(token.tokens ?? [], line + 1);
	else if (token.type === 'tabs') {
		for (const panel of (token as TabsToken).panels) placeTokens(panel.tokens, line + panel.skip);
	} else if (token.type === 'blockquote' || token.type === 'list_item') {
		placeTokens(token.tokens ?? [], line);
	}
}
