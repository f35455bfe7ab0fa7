import { createHash } from 'node:crypto';

/**
 * Markdown as it is kept and compared: line ends `\n`, no white space at the end of lines, no blank lines at
 * either end. An editor that strips or adds such space makes no new edition and no stale translation.
 */
export function normaliseBody(markdown: string): string {
	return markdown
		.replace(/\r\n/g, '\n')
		.split('\n')
		.map((line) => line.trimEnd())
		.join('\n')
		.replace(/^\n+|\n+$/g, '');
}

/** `sha256:…` of the text below the front matter, normalised: what `sourceHash` of a translation names. */
export function bodyHash(markdown: string): string {
	return `sha256:${sha256(normaliseBody(markdown))}`;
}

/** SHA-256 as hex. */
export function sha256(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}
