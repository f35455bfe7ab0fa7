import { LineCounter, parseDocument, stringify } from 'yaml';
import * as v from 'valibot';
import { shapeProblems } from '#lib/catalogue/shape-problems.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { answerHead, type AnswerContent, type AnswerHead } from './answer-content.ts';
import { contentHash } from './content-hash.ts';
import { lineOf } from './content-lines.ts';
import type { ContentProblem } from './content-problem.ts';
import { yamlValue } from './yaml-value.ts';

export type ReadAnswer =
	| { ok: true; content: AnswerContent; hash: string }
	| { ok: false; problems: ContentProblem[] };

type Part = { head: AnswerHead; body: string };

/** Reads an answer from its files, one a language; English may be absent. Problems come with file and line. */
export function readAnswerFiles(
	texts: Partial<Record<Locale, string>>,
	fileOf: (locale: Locale) => string
): ReadAnswer {
	const problems: ContentProblem[] = [];
	const parts: Partial<Record<Locale, Part>> = {};
	for (const locale of locales) {
		const text = texts[locale];
		if (text === undefined) {
			if (locale === 'en') continue;
			problems.push(at(fileOf(locale), 1, 'missing'));
			continue;
		}
		const part = readPart(text, fileOf(locale));
		if ('problems' in part) problems.push(...part.problems);
		else parts[locale] = part;
	}
	const { et, ru, en } = parts;
	if (problems.length > 0 || !et || !ru) return { ok: false, problems };
	const content: AnswerContent = {
		title: { et: et.head.title, ru: ru.head.title, ...(en && { en: en.head.title }) },
		body: { et: et.body, ru: ru.body, ...(en && { en: en.body }) },
		keywords: {
			et: et.head.keywords,
			ru: ru.head.keywords,
			en: en?.head.keywords ?? []
		},
		services: et.head.services
	};
	return { ok: true, content, hash: contentHash(content) };
}

function at(file: string, line: number, code: ContentProblem['code'], path = ''): ContentProblem {
	return { file, line, path, code, params: {} };
}

function readPart(text: string, file: string): Part | { problems: ContentProblem[] } {
	const found = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)([\s\S]*)$/.exec(text);
	if (!found) return { problems: [at(file, 1, 'no_front_matter')] };
	const lines = new LineCounter();
	const document = parseDocument(found[1] ?? '', { lineCounter: lines, prettyErrors: false });
	const error = document.errors[0];
	if (error) {
		const line = lines.linePos(error.pos[0]).line + 1;
		return { problems: [{ ...at(file, line, 'syntax'), params: { message: error.message } }] };
	}
	const said = yamlValue(document);
	if (!said.ok) {
		const line = lines.linePos(said.offset).line + 1;
		return { problems: [{ ...at(file, line, 'syntax'), params: { message: said.message } }] };
	}
	const head = v.safeParse(answerHead, said.value);
	if (!head.success) {
		const problems = shapeProblems(head.issues).map(({ path, code, params }) => ({
			...at(file, lineOf(document, lines, path) + 1, code, path.join('.')),
			params
		}));
		return { problems };
	}
	const body = (found[2] ?? '').replaceAll('\r\n', '\n').trim();
	if (body === '') return { problems: [at(file, text.split('\n').length, 'missing', 'body')] };
	return { head: head.output, body };
}

/** Writes an answer as files that read back to the same content hash; English only where it was written. */
export function writeAnswerFiles(content: AnswerContent): Partial<Record<Locale, string>> {
	const files: Partial<Record<Locale, string>> = {};
	for (const locale of locales) {
		const title = content.title[locale];
		const body = content.body[locale];
		if (!title || !body) continue;
		const head = {
			title,
			...(content.keywords[locale].length > 0 && { keywords: content.keywords[locale] }),
			...(locale === 'et' && content.services.length > 0 && { services: content.services })
		};
		files[locale] = `---\n${stringify(head, { lineWidth: 0 })}---\n\n${body}\n`;
	}
	return files;
}
