import { LineCounter, parseDocument, type Document } from 'yaml';
import * as v from 'valibot';
import { lineOf } from '#lib/server/content/content-lines.ts';
import { yamlValue } from '#lib/server/content/yaml-value.ts';
import type { ProblemCode } from './problem-sentence.ts';
import type { Report } from './report.ts';

/** A file in its two parts. `bodyLine` is the line, from 1, on which the body begins. */
export type SplitFile = { head: string | null; body: string; bodyLine: number };

/** Without what no database and no browser takes: a byte order mark, zero bytes, halves of letters. */
const readable = (text: string) =>
	text
		.replace(/^\uFEFF/, '')
		.replaceAll('\0', '\uFFFD')
		.toWellFormed();

/** Takes the front matter between two lines of `---` off a text; `head` is null where there is none. */
export function splitFrontMatter(text: string): SplitFile {
	const lines = readable(text).split(/\r\n|\n/);
	if (lines[0]?.trimEnd() !== '---') return { head: null, body: lines.join('\n'), bodyLine: 1 };
	const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---');
	if (end === -1) return { head: null, body: lines.join('\n'), bodyLine: 1 };
	return {
		head: lines.slice(1, end).join('\n'),
		body: lines.slice(end + 1).join('\n'),
		bodyLine: end + 2
	};
}

/**
 * Reads front matter by its schema. Undefined, and every reason reported at its line, when it does not fit; an
 * unknown key is a reason, because a misspelt `validty` would otherwise count for ever.
 */
export function readHead<T extends v.GenericSchema>(
	schema: T,
	head: string | null,
	file: string,
	report: Report
): v.InferOutput<T> | undefined {
	const read = readYaml(head, file, report);
	if (!read) return undefined;
	const parsed = v.safeParse(schema, read.value ?? {});
	if (parsed.success) return parsed.output;
	for (const issue of parsed.issues) {
		const path = (issue.path ?? []).map((step) => step.key as string | number);
		const line = lineOf(read.document, read.lines, path) + 1;
		report('error', codeOf(issue), { file, line }, paramsOf(issue, path));
	}
	return undefined;
}

/** The front matter as YAML, whatever it says; undefined, and reported, when it is none. */
export function readYaml(
	head: string | null,
	file: string,
	report: Report
): { document: Document.Parsed; lines: LineCounter; value: unknown } | undefined {
	if (head === null) {
		report('error', 'front_matter_missing', { file, line: 1 });
		return undefined;
	}
	const tab = head.split('\n').findIndex((line) => /^\s*\t/.test(line));
	if (tab !== -1) {
		report('error', 'front_matter_tab', { file, line: tab + 2 });
		return undefined;
	}
	const lines = new LineCounter();
	const document = parseDocument(head, { lineCounter: lines, prettyErrors: false });
	for (const error of document.errors) {
		const line = lines.linePos(error.pos[0]).line + 1;
		report('error', 'front_matter_syntax', { file, line }, { message: error.message });
	}
	if (document.errors.length > 0) return undefined;
	const said = yamlValue(document);
	if (said.ok) return { document, lines, value: said.value };
	const line = lines.linePos(said.offset).line + 1;
	report('error', 'front_matter_syntax', { file, line }, { message: said.message });
	return undefined;
}

function codeOf(issue: v.BaseIssue<unknown>): ProblemCode {
	if (issue.type !== 'strict_object') return 'key_wrong';
	if (issue.expected === 'never') return 'key_unknown';
	return issue.path ? 'key_missing' : 'front_matter_missing';
}

function paramsOf(issue: v.BaseIssue<unknown>, path: (string | number)[]): Record<string, string> {
	const key = path.join('.');
	if (codeOf(issue) !== 'key_wrong') return { key };
	return { key, value: issue.received, expected: issue.message };
}
