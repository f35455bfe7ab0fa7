import { posix } from 'node:path';
import { splitFrontMatter } from './front-matter.ts';
import type { Report } from './report.ts';
import { fenceWatch } from './structure.ts';

/** A line of a body, with the file and line where somebody wrote it. */
export type SourceLine = { text: string; file: string; line: number };

const INCLUDE = /\[!INCLUDE\s*\[[^\]]*\]\(\s*([^)\s]+)\s*\)\s*\]/i;

/**
 * The lines of a body with every `[!INCLUDE [title](path)]` replaced by the file it names. A path is relative to the
 * file it stands in and may not lead out of the content folder; a file may not include itself, also by way of others.
 * `room` is what may still be included.
 */
export function sourceLines(
	body: string,
	from: { file: string; line: number },
	include: (path: string) => string | null,
	report: Report,
	above: readonly string[] = [from.file],
	room = { left: MOST_INCLUDED }
): SourceLine[] {
	const fences = fenceWatch();
	return body.split('\n').flatMap((text, index): SourceLine[] => {
		const place = { file: from.file, line: from.line + index };
		const line = { text: text.trimEnd(), ...place };
		const found = fences.inside(text) ? null : INCLUDE.exec(text);
		if (!found?.[1]) return [line];
		const path = posix.normalize(posix.join(posix.dirname(from.file), decoded(found[1])));
		const params = { path: found[1] };
		if (path.startsWith('..') || posix.isAbsolute(found[1])) {
			report('error', 'include_outside', place, params);
			return [];
		}
		if (above.includes(path)) {
			report('error', 'include_cycle', place, { path: [...above, path].join(' → ') });
			return [];
		}
		const included = above.length > DEEPEST ? null : include(path);
		if (included === null) {
			report('error', 'include_missing', place, params);
			return [];
		}
		if (room.left < included.length) {
			const size = String(MOST_INCLUDED - room.left + included.length);
			report('error', 'text_too_long', place, { size, most: String(MOST_INCLUDED) });
			return [];
		}
		room.left -= included.length;
		const { body: inner, bodyLine } = splitFrontMatter(included);
		const start = { file: path, line: bodyLine };
		const lines = sourceLines(inner, start, include, report, [...above, path], room);
		const [before = '', after = ''] = [
			text.slice(0, found.index),
			text.slice(found.index + found[0].length)
		];
		if (before.trim() === '' && after.trim() === '') return lines;
		const words = lines.map((one) => one.text.trim()).filter((one) => one !== '');
		return [{ ...line, text: `${before}${words.join(' ')}${after}`.trimEnd() }];
	});
}

/** Characters that a text may include in all: files that include each other twice soon fill any memory. */
export const MOST_INCLUDED = 2_000_000;

/** Includes within includes; beyond it somebody has lost the thread. */
const DEEPEST = 10;

function decoded(path: string): string {
	try {
		return decodeURIComponent(path).replace(/^~\//, '/');
	} catch {
		return path;
	}
}
