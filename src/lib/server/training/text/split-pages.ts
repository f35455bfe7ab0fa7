import { splitAttributes } from './attributes.ts';
import type { SourceLine } from './source-lines.ts';
import { layoutOf, tabOf } from './structure.ts';

/** A page before it is read: its heading's words and id as written, and the lines below the heading. */
export type RawPage = {
	/** Undefined for what stands before the first heading. */
	heading: string | undefined;
	id: string | undefined;
	lines: SourceLine[];
	/** Where the page begins. */
	at: { file: string; line: number };
};

/** Cuts a body into pages: every `## ` outside of code, containers and tabs starts one. */
export function splitPages(lines: readonly SourceLine[]): RawPage[] {
	const layout = layoutOf(lines.map((line) => line.text));
	const first = lines[0] ?? { file: '', line: 1 };
	const pages: RawPage[] = [pageAt(first)];
	lines.forEach((line, index) => {
		const { depth, code } = layout[index] ?? { depth: 0, code: false };
		const found = /^ {0,3}##(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line.text);
		if (!found || code || depth > 0 || tabOf(line.text)) {
			pages.at(-1)?.lines.push(line);
			return;
		}
		pages.push({ ...pageAt(line), ...pageHeading(found[1] ?? '') });
	});
	const [intro] = pages;
	const empty = intro?.lines.every((line) => line.text.trim() === '');
	return empty && pages.length > 1 ? pages.slice(1) : pages;
}

/** `<a name="x"></a>Words {#id}`: the words, and the id from either. */
export function pageHeading(written: string): { heading: string; id: string | undefined } {
	const { text, attributes } = splitAttributes(written);
	const anchor = /^\s*<a\s+(?:name|id)\s*=\s*["']?([^"'\s>]+)["']?\s*>\s*(?:<\/a>)?/i.exec(text);
	const heading = anchor ? text.slice(anchor[0].length).trim() : text.trim();
	return { heading, id: attributes.id ?? anchor?.[1] };
}

function pageAt({ file, line }: { file: string; line: number }): RawPage {
	return { heading: undefined, id: undefined, lines: [], at: { file, line } };
}
