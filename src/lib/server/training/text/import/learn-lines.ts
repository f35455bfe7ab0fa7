import { parseAttributes } from '../attributes.ts';
import { reportInto } from '../report.ts';
import { sourceLines, type SourceLine } from '../source-lines.ts';
import { fenceWatch, tabOf } from '../structure.ts';
import { readForeign, type ImportRun } from './import-types.ts';

/**
 * A unit's text with everything it includes written out, headings one level down (the unit's title begins the page),
 * and Learn's own marks in ours: `:::image` is a picture, `[!div]` is left out and noted.
 */
export function learnLines(run: ImportRun, content: string, file: string): SourceLine[] {
	const missing = reportInto([]);
	const include = (path: string) => readForeign(run, path) ?? null;
	const lines = sourceLines(content, { file, line: 1 }, include, (level, code, place, params) => {
		missing(level, code, place, params);
		run.note(code, place.file, place.line, params);
	});
	const fences = fenceWatch();
	return lines.flatMap((line): SourceLine[] => {
		if (fences.inside(line.text)) return [line];
		return learnLine(run, line).map((text) => ({ ...line, text }));
	});
}

function learnLine(run: ImportRun, line: SourceLine): string[] {
	const { text, file, line: number } = line;
	const image = /^(\s*):::image\s+(.*?):*\s*$/.exec(text);
	if (image) {
		const { values } = parseAttributes(image[2] ?? '');
		if (values.lightbox) run.note('import_left_out', file, number, { what: 'lightbox' });
		return [`${image[1] ?? ''}![${values['alt-text'] ?? ''}](${values.source ?? ''})`];
	}
	if (/^\s*:::image-end:::\s*$/.test(text)) return [''];
	const mark =
		/^\s*(?:>\s*)?\[!div\b[^\]]*\]\s*$/i.exec(text) ??
		/^\s*:::(?:zone|row|column|moniker)\b.*$/.exec(text) ??
		/^\s*:::(?:zone|row|column|moniker)-end:::\s*$/.exec(text);
	if (mark) {
		run.note('import_left_out', file, number, { what: text.trim().slice(0, 80) });
		return [];
	}
	const heading = /^ {0,3}(#{1,5})[ \t]+(.*)$/.exec(text);
	if (!heading || tabOf(text)) return [text];
	const level = Math.max(3, (heading[1] ?? '').length + 1);
	return [`${'#'.repeat(level)} ${heading[2] ?? ''}`];
}
