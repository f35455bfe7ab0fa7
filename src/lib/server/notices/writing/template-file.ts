import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, LineCounter, parseDocument } from 'yaml';
import * as v from 'valibot';
import { slugSchema } from '#lib/catalogue/service-definition.ts';
import type { NoticeTemplateContent } from '#lib/notices/notice-template.ts';
import { parseTemplate } from '#lib/notices/template-schema.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import { lineOf } from '#lib/server/content/content-lines.ts';
import type { ContentProblem } from '#lib/server/content/content-problem.ts';
import { yamlValue } from '#lib/server/content/yaml-value.ts';

/** A template as its file says it. */
export type TemplateFile = { slug: string; content: NoticeTemplateContent; hash: string };

/** The templates of a content folder, the slugs of those that can't be read, and why. */
export type TemplateFolder = {
	templates: TemplateFile[];
	broken: string[];
	problems: ContentProblem[];
};

/** Reads `notices/*.yaml` below the content folder; an absent folder is empty. */
export function readTemplates(folder: string): TemplateFolder {
	const home = join(folder, 'notices');
	const found: TemplateFolder = { templates: [], broken: [], problems: [] };
	const names = existsSync(home) ? readdirSync(home).sort() : [];
	for (const name of names.filter((one) => /\.ya?ml$/.test(one))) {
		const slug = name.replace(/\.ya?ml$/, '');
		const file = join(home, name);
		if (!v.is(slugSchema, slug)) {
			found.problems.push({ file, line: 1, path: '', code: 'file_name', params: {} });
			continue;
		}
		const problems: ContentProblem[] = [];
		const content = readTemplateFile(readFileSync(file, 'utf8'), file, problems);
		if (content) found.templates.push({ slug, content, hash: contentHash(content) });
		else found.broken.push(slug);
		found.problems.push(...problems);
	}
	return found;
}

/** Reads one file; every problem comes with its line. `file` is only its name for the reports. */
export function readTemplateFile(
	text: string,
	file: string,
	problems: ContentProblem[]
): NoticeTemplateContent | undefined {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
	const broken = (offset: number, message: string) => {
		const { line } = lines.linePos(offset);
		problems.push({ file, line, path: '', code: 'syntax', params: { message } });
	};
	for (const error of document.errors) broken(error.pos[0], error.message);
	if (document.errors.length > 0) return undefined;
	const said = yamlValue(document);
	if (!said.ok) {
		broken(said.offset, said.message);
		return undefined;
	}
	const parsed = parseTemplate(said.value);
	if (parsed.ok) return parsed.content;
	for (const { path, code, params } of parsed.problems) {
		const line = lineOf(document, lines, path);
		problems.push({ file, line, path: path.join('.'), code, params });
	}
	return undefined;
}

/** Writes a template as a file that reads back to the same content hash. */
export function writeTemplateFile(content: NoticeTemplateContent): string {
	const { name, kind, impact, slots, texts, checks } = content;
	const written = {
		name: inOrder(name),
		kind,
		impact,
		...(slots.length ? { slots: slots.map(slotInOrder) } : {}),
		texts: inOrder(
			Object.fromEntries(Object.entries(texts).map(([locale, text]) => [locale, said(text)]))
		),
		...(checks.length ? { checks } : {})
	};
	return new Document(written).toString({ lineWidth: 100, singleQuote: true });
}

function slotInOrder(slot: NoticeTemplateContent['slots'][number]) {
	const { key, type, optional, label, help, options } = slot;
	return {
		key,
		type,
		...(optional === undefined ? {} : { optional }),
		label: inOrder(label),
		...(help ? { help: inOrder(help) } : {}),
		...(options ? { options: options.map(inOrder) } : {})
	};
}

/** The database gives keys back in an order of its own. */
const inOrder = <T extends object>(texts: T) =>
	Object.fromEntries(
		['et', 'ru', 'en'].flatMap((locale) => {
			const text = (texts as Record<string, unknown>)[locale];
			return text === undefined ? [] : [[locale, text]];
		})
	);

const PARTS = ['title', 'summary', 'cannot', 'before', 'instead', 'contact'];

/** Parts that say nothing need not stand in the file. */
const said = (text: object) =>
	Object.fromEntries(
		PARTS.flatMap((part) => {
			const words = (text as Record<string, unknown>)[part];
			return words ? [[part, words]] : [];
		})
	);
