import GithubSlugger from 'github-slugger';
import type { Locale } from '#lib/i18n/localized.ts';
import type { ModuleMedia, ModulePage, ModuleText } from '#lib/training/module-text.ts';
import { bodyHash, normaliseBody } from './body-hash.ts';
import { refuseHeavy } from './check-weight.ts';
import { escapeHtml } from './html.ts';
import type { ModuleFiles } from './module-files.ts';
import { readPage, type PageRun } from './read-page.ts';
import type { TextContext } from './render-context.ts';
import type { Report } from './report.ts';
import { sourceLines, type SourceLine } from './source-lines.ts';
import { splitPages, type RawPage } from './split-pages.ts';
import { fenceWatch } from './structure.ts';

/** A text longer than this is not read at all. In characters. */
export const LONGEST_TEXT = 2_000_000;

/** A module in one language, before it is compared with the others. */
export type ReadText = Omit<ModuleText, 'sourceHash' | 'stale'> & {
	/** Where each page, quiz and question begins, by id: a difference between languages is shown there. */
	places: Map<string, { file: string; line: number }>;
};

/**
 * Reads the text of a module in one language: pages, quizzes and what is wrong with them. Throws TextTooHeavy for one that
 * would take minutes, RangeError for one nested too deep.
 */
export function readText(
	files: Pick<ModuleFiles, 'slug' | 'include' | 'modules' | 'mediaAddress'>,
	locale: Locale,
	written: { title: string; summary: string; changeNote: string; body: string; bodyLine: number },
	media: ReadonlyMap<string, ModuleMedia>,
	report: Report
): ReadText {
	const { slug } = files;
	const file = `${slug}/${locale}.md`;
	const from = { file, line: written.bodyLine };
	const lines = sourceLines(written.body, from, (path) => files.include(path), report);
	refuseHeavy(lines, report);
	const body = normaliseBody(lines.map(({ text }) => text).join('\n'));
	const context: TextContext = {
		slug,
		locale,
		report,
		slugger: new GithubSlugger(),
		media,
		mediaAddress: files.mediaAddress ?? ((name, hash) => mediaAddress(slug, name, hash)),
		modules: files.modules,
		anchors: [],
		definitions: definitionsOf(lines)
	};
	const run: PageRun = { title: written.title, quizzes: [], practices: new Set() };
	const raw = splitPages(lines);
	const ids = pageIds(context, raw);
	const pages = raw.map((page, index) => readPage(context, page, ids[index] ?? '', run));
	checkAnchors(context, pages);
	const places = new Map(raw.map((page, index) => [ids[index] ?? '', page.at]));
	for (const line of lines) {
		const id = /\{#([\p{L}\p{N}_:-]+)/u.exec(line.text)?.[1];
		if (id !== undefined && !places.has(id)) places.set(id, { file: line.file, line: line.line });
	}
	const { title, summary, changeNote } = written;
	const { quizzes } = run;
	const words = { locale, title, summary, changeNote };
	return { ...words, body, bodyHash: bodyHash(body), pages, quizzes, places };
}

/** Where a published picture is: the hash lets a browser keep it for ever. */
export function mediaAddress(slug: string, name: string, hash: string): string {
	const path = name.split('/').map(encodeURIComponent).join('/');
	return `/training/${slug}/media/${path}?v=${hash.slice(0, 12)}`;
}

/** The id of the page that stands before the first heading, in every language. */
export const FIRST_PAGE = 'start';

function pageIds({ slugger, report }: TextContext, pages: readonly RawPage[]): string[] {
	return pages.map((page) => {
		if (page.heading === undefined) return slugger.slug(FIRST_PAGE, true);
		if (page.id === undefined) return slugger.slug(page.heading === '' ? 'page' : page.heading);
		const id = slugger.slug(page.id, true);
		if (id !== page.id) report('error', 'id_twice', page.at, { id: page.id });
		return id;
	});
}

/** `[label]: address` and `[^note]: words`, wherever they are written: they hold for the whole text. */
function definitionsOf(lines: readonly SourceLine[]): string {
	const fences = fenceWatch();
	const found: string[] = [];
	let inNote = false;
	for (const { text } of lines) {
		const code = fences.inside(text);
		const starts = !code && /^ {0,3}\[[^\]\n]+\]:/.test(text);
		if (starts) inNote = text.includes('[^');
		else if (!(inNote && /^(?: {4}|\t)\S/.test(text))) {
			inNote = false;
			continue;
		}
		found.push(starts ? `\n${text}` : text);
	}
	return found.join('\n').trim();
}

/** Leads links to anchors of other pages there, and reports those that lead nowhere. */
function checkAnchors(context: TextContext, pages: ModulePage[]): void {
	const home = new Map<string, string>();
	for (const page of pages) {
		home.set(page.id, page.id);
		for (const block of page.blocks) {
			if (!('html' in block)) continue;
			for (const [, id] of block.html.matchAll(/ (?:id|name)="([^"]+)"/g)) {
				if (id !== undefined && !home.has(id)) home.set(id, page.id);
			}
		}
	}
	for (const { id, place } of context.anchors) {
		if (!home.has(escapeHtml(id)))
			context.report('error', 'anchor_broken', place, { anchor: `#${id}` });
	}
	for (const page of pages) {
		for (const block of page.blocks) {
			if (!('html' in block)) continue;
			block.html = block.html.replace(/ href="#([^"]+)"/g, (whole, written: string) => {
				const id = decodeURI(written);
				const there = home.get(id);
				if (there === undefined || there === page.id) return whole;
				const anchor = there === id ? '' : `#${written}`;
				return ` href="/training/${context.slug}/${encodeURIComponent(there)}${anchor}"`;
			});
		}
	}
}
