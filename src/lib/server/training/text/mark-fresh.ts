import { splitFrontMatter } from './front-matter.ts';

/**
 * A translation's file with the hash of the source it now stands for: somebody has looked it over. A text without
 * front matter comes back as it is.
 */
export function markFresh(text: string, sourceBodyHash: string): string {
	const { head, body } = splitFrontMatter(text);
	if (head === null) return text;
	const others = head.split('\n').filter((line) => !/^sourceHash[ \t]*:/.test(line));
	return ['---', ...others, `sourceHash: ${sourceBodyHash}`, '---', body].join('\n');
}
