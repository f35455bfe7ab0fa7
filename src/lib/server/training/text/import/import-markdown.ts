import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { bodyHash, normaliseBody } from '../body-hash.ts';
import { splitFrontMatter } from '../front-matter.ts';
import type { SourceLine } from '../source-lines.ts';
import { fenceWatch, tabOf } from '../structure.ts';
import { pageHeading, splitPages } from '../split-pages.ts';
import { textOf } from '../html.ts';
import { FIRST_PAGE } from '../read-text.ts';
import {
	readForeign,
	type ImportedModule,
	type ImportOptions,
	type ImportRun
} from './import-types.ts';
import { localePath, slugger } from './locale-paths.ts';
import { rewriteLinks } from './rewrite-body.ts';
import { firstHead, moduleFile } from './write-module.ts';

/** A foreign text with the hash of the file that it says it was translated from. */
type Foreign = {
	path: string;
	lines: SourceLine[];
	title: string | undefined;
	head: Record<string, string>;
	originalHash: string | undefined;
};

/**
 * Takes a folder of plain Markdown in: every file is a module, its first heading the title, further headings pages.
 * Translations lie in sibling folders named by language; one whose comment block carries the MD5 of the source file
 * as it is now is fresh, any other is stale.
 */
export function importMarkdown(run: ImportRun, { source }: ImportOptions): ImportedModule[] {
	const groups = new Map<string, Partial<Record<Locale, string>>>();
	for (const path of [...run.files.keys()].sort()) {
		if (!/\.(md|markdown)$/i.test(path)) continue;
		const { locale = source, name } = localePath(path);
		const group = groups.get(name) ?? {};
		group[locale] = path;
		groups.set(name, group);
	}
	const slugFor = slugger();
	const slugs = new Map([...groups.keys()].map((name) => [name, slugFor(nameOf(name))]));
	const moduleAt = (path: string) => slugs.get(localePath(path).name);
	return [...groups].map(([name, paths]) =>
		importOne(run, { slug: slugs.get(name) ?? '', paths, source, moduleAt })
	);
}

const nameOf = (path: string) => posix.basename(path).replace(/\.\w+$/, '');

type One = {
	slug: string;
	paths: Partial<Record<Locale, string>>;
	source: Locale;
	moduleAt(path: string): string | undefined;
};

function importOne(run: ImportRun, { slug, paths, source, moduleAt }: One): ImportedModule {
	const texts = locales.flatMap((locale) => {
		const path = paths[locale];
		const foreign = path === undefined ? undefined : readFile(run, path);
		return foreign ? [{ locale, ...foreign }] : [];
	});
	const original =
		texts.find((text) => text.locale === source) ??
		texts.find((text) => text.originalHash === undefined) ??
		texts[0];
	const media = new Map<string, Uint8Array>();
	const rewritten = texts.map((text) => ({
		...text,
		title: text.title ?? nameOf(original?.path ?? text.path),
		body: rewriteLinks(text.lines, { run, moduleAt, media })
	}));
	for (const { path, title, ...text } of texts) {
		if (title !== undefined) continue;
		run.note('import_title_from_name', path, text.lines[0]?.line ?? 1, { title: nameOf(path) });
	}
	const opens = rewritten.some((text) => hasOpening(text.body));
	const bodies = rewritten.map((text) => {
		if (!opens || hasOpening(text.body)) return text;
		// Words before the first heading are a page, too; where one language has none, its page is empty.
		run.note('import_no_opening', text.path, 1);
		return { ...text, body: [`## ${text.title} {#${FIRST_PAGE}}`, '', ...text.body] };
	});
	const source0 = bodies.find((text) => text.locale === original?.locale);
	if (!original || !source0) return { slug, files: new Map() };
	const ids = pageIdsOf(source0.body);
	const sourceBody = normaliseBody(withPageIds(source0.body, ids).join('\n'));
	const md5 = createHash('md5')
		.update(run.files.get(original.path) ?? '')
		.digest('hex');
	const files = new Map<string, string | Uint8Array>(media);
	for (const text of bodies) {
		const count = pageIdsOf(text.body).length;
		if (count !== ids.length) {
			const params = { count: String(count), source: String(ids.length) };
			run.note('import_pages_differ', text.path, 1, params);
		}
		const body = normaliseBody(withPageIds(text.body, ids).join('\n'));
		const { title } = text;
		const isSource = text.locale === original.locale;
		const fresh = text.originalHash === md5;
		const sourceHash = fresh ? bodyHash(sourceBody) : `md5:${text.originalHash ?? ''}`;
		const head = isSource
			? { id: slug, title, source: text.locale, ...firstHead, ...factsOf(text.head) }
			: { id: slug, title, sourceHash };
		files.set(`${text.locale}.md`, moduleFile(head, body));
	}
	return { slug, files };
}

/** What other tools write above a text and ours knows, too. */
function factsOf(head: Record<string, string>): { minutes?: number; summary?: string } {
	const minutes = Number(head.teaching ?? 0) + Number(head.exercises ?? 0);
	const summary = head.description ?? head.summary;
	return {
		...(summary !== undefined && { summary }),
		...(Number.isInteger(minutes) && minutes > 0 && { minutes })
	};
}

const CARRIED = ['title', 'teaching', 'exercises', 'description', 'summary'];

function readFile(run: ImportRun, path: string): Foreign | undefined {
	const written = readForeign(run, path);
	if (written === undefined) return undefined;
	const { head: yaml, body, bodyLine } = splitFrontMatter(written);
	const head: Record<string, string> = {};
	for (const [at, line] of (yaml ?? '').split('\n').entries()) {
		const [, key, value = ''] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
		if (key === undefined) continue;
		if (CARRIED.includes(key)) head[key] = value.replace(/^["']|["']$/g, '');
		else run.note('import_left_out', path, at + 2, { what: `${key}: ${value}`.slice(0, 80) });
	}
	const { text, originalHash } = takeTranslatorComment(run, path, body, bodyLine);
	const lines = text
		.split('\n')
		.map((one, at) => ({ text: one.trimEnd(), file: path, line: bodyLine + at }));
	const titled = takeTitle(lines);
	return { path, head, originalHash, ...titled, title: head.title ?? titled.title };
}

const COMMENT =
	/<!--((?:(?!-->)[\s\S])*?"original_hash"\s*:\s*"([0-9a-f]{32})"[\s\S]*?)-->[ \t]*\n?/;

/** Takes the comment of a translation tool out; blank lines in its place keep the numbers of lines. */
function takeTranslatorComment(run: ImportRun, path: string, body: string, bodyLine: number) {
	const found = COMMENT.exec(body);
	if (!found) return { text: body, originalHash: undefined };
	const line = bodyLine + body.slice(0, found.index).split('\n').length - 1;
	run.note('import_comment_read', path, line, { hash: found[2] ?? '' });
	const blank = found[0].replace(/[^\n]/g, '');
	return { text: body.replace(found[0], blank), originalHash: found[2] };
}

/** The first heading, where it is one of the first level; those of that level below it begin pages. */
function takeTitle(lines: readonly SourceLine[]): {
	title: string | undefined;
	lines: SourceLine[];
} {
	const fences = fenceWatch();
	let title: string | undefined;
	const below: SourceLine[] = [];
	for (const line of lines) {
		const found = fences.inside(line.text) ? null : /^ {0,3}#[ \t]+(.*?)[ \t]*#*$/.exec(line.text);
		if (!found || tabOf(line.text)) below.push(line);
		else if (title === undefined) {
			title = textOf(pageHeading(found[1] ?? '').heading.replace(/[*_`]/g, ''));
			below.push({ ...line, text: '' });
		} else below.push({ ...line, text: `## ${found[1] ?? ''}` });
	}
	return { title, lines: below };
}

const asLines = (body: readonly string[]) =>
	body.map((text, at) => ({ text, file: '', line: at + 1 }));

const hasOpening = (body: readonly string[]) => splitPages(asLines(body))[0]?.heading === undefined;

/** Ids of the pages that have a heading, in order: their own, or made of the source's words. */
function pageIdsOf(body: readonly string[]): string[] {
	const slugs = new GithubSlugger();
	return splitPages(asLines(body))
		.filter((page) => page.heading !== undefined && page.id !== FIRST_PAGE)
		.map((page) => page.id ?? slugs.slug(page.heading || 'page'));
}

/** Writes the source's ids behind the headings of pages: that is how a translation's pages are the same pages. */
function withPageIds(body: readonly string[], ids: readonly string[]): string[] {
	const lines = [...body];
	const pages = splitPages(asLines(body)).filter(
		(page) => page.heading !== undefined && page.id !== FIRST_PAGE
	);
	for (const [at, page] of pages.entries()) {
		const id = page.id ?? ids[at];
		if (id === undefined || page.id !== undefined) continue;
		lines[page.at.line - 1] = `## ${page.heading ?? ''} {#${id}}`;
	}
	return lines;
}
