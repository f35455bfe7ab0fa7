import type { Token, Tokens } from 'marked';
import { splitAttributes, type Attributes } from './attributes.ts';

/**
 * Takes `{#id .class}` off the end of a heading and `<a name="x"></a>` off its beginning; both give the heading its
 * id. What is left are the heading's own words.
 */
export function takeHeadingId(heading: Tokens.Heading): Attributes {
	const { attributes } = splitAttributes(heading.text);
	const last = heading.tokens.at(-1);
	if (last?.type === 'text' && splitAttributes(last.text).text !== last.text) {
		const { text } = splitAttributes(last.text);
		heading.tokens[heading.tokens.length - 1] = { ...last, raw: text, text };
	}
	const anchor = anchorOf(heading.tokens[0]);
	if (anchor !== undefined) {
		const closes = heading.tokens[1]?.type === 'html' && /^<\/a>$/i.test(heading.tokens[1].raw);
		heading.tokens.splice(0, closes ? 2 : 1);
		attributes.id ??= anchor;
	}
	return attributes;
}

function anchorOf(token: Token | undefined): string | undefined {
	if (token?.type !== 'html') return undefined;
	return /^<a\s+(?:name|id)\s*=\s*["']?([^"'\s>]+)["']?\s*>(?:<\/a>)?$/i.exec(token.raw)?.[1];
}
