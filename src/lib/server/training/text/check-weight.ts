import type { Report } from './report.ts';
import type { SourceLine } from './source-lines.ts';
import { layoutOf } from './structure.ts';

/** Longer lines are no sentences; some of Markdown's rules look at a line once for each of its letters. */
export const LONGEST_LINE = 8_000;
/** Stars and underscores of one paragraph or one row of a table: each is held against all before it. */
export const MOST_SIGNS = 400;
/** Containers and tabs inside one another. */
export const DEEPEST = 20;
/** Addresses and notes at the foot of a text: each piece of it is read together with all of them. */
export const MOST_DEFINITIONS = 300;

/** A text that would keep the reader of Markdown busy for minutes. What is wrong with it has been reported. */
export class TextTooHeavy extends RangeError {}

/**
 * Refuses a text whose reading would keep the portal from everything else, whether somebody meant it or a paste went
 * wrong. Throws TextTooHeavy, after the problems have been reported by line.
 */
export function refuseHeavy(lines: readonly SourceLine[], report: Report): void {
	const layout = layoutOf(lines.map(({ text }) => text));
	const found = { signs: 0, definitions: 0, isHeavy: false };
	const heavy = (code: 'line_too_long' | 'text_too_dense', place: SourceLine, most: number) => {
		if (!found.isHeavy) report('error', code, place, { most: String(most) });
		found.isHeavy = true;
	};
	lines.forEach((line, index) => {
		const { text } = line;
		const { depth, code } = layout[index] ?? { depth: 0, code: false };
		if (text.length > LONGEST_LINE) heavy('line_too_long', line, LONGEST_LINE);
		if (depth > DEEPEST) heavy('text_too_dense', line, DEEPEST);
		if (code) return;
		if (/^ {0,3}\[[^\]]{1,999}\]:/.test(text)) found.definitions += 1;
		if (found.definitions > MOST_DEFINITIONS) heavy('text_too_dense', line, MOST_DEFINITIONS);
		const standsAlone = text.trim() === '' || /^\s*\|/.test(text);
		const signs = text.match(/[*_~]+/g)?.length ?? 0;
		found.signs = standsAlone ? signs : found.signs + signs;
		if (found.signs > MOST_SIGNS) heavy('text_too_dense', line, MOST_SIGNS);
	});
	if (found.isHeavy) throw new TextTooHeavy('The text is too heavy to be read.');
}
