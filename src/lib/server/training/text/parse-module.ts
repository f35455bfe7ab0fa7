import { locales, type Locale } from '#lib/i18n/localized.ts';
import type {
	ModuleFacts,
	ModuleText,
	ParsedModule,
	TextProblem
} from '#lib/training/module-text.ts';
import { TextTooHeavy } from './check-weight.ts';
import { compareTexts } from './compare-texts.ts';
import { readHead, readYaml, splitFrontMatter, type SplitFile } from './front-matter.ts';
import type { ModuleFiles } from './module-files.ts';
import {
	DEFAULT_WAIT_HOURS,
	sourceHead,
	translationHead,
	type SourceHead,
	type TranslationHead
} from './module-head.ts';
import { moduleHash } from './module-hash.ts';
import { readMedia } from './read-media.ts';
import { LONGEST_TEXT, readText, type ReadText } from './read-text.ts';
import { reportInto, type Report } from './report.ts';

/**
 * Reads a module from its files: front matter, pages, quizzes, media, in every language. All problems come with file
 * and line; the module is null when there is an error among them. Touches neither disk nor database.
 */
export function parseModule(files: ModuleFiles): {
	module: ParsedModule | null;
	problems: TextProblem[];
} {
	const problems: TextProblem[] = [];
	const report = reportInto(problems);
	const module = readModule(files, report);
	const order = (problem: TextProblem) => (problem.level === 'error' ? 0 : 1);
	problems.sort((a, b) => order(a) - order(b) || a.file.localeCompare(b.file) || a.line - b.line);
	const isBroken = problems.some((problem) => problem.level === 'error');
	return { module: isBroken ? null : module, problems };
}

function readModule(files: ModuleFiles, report: Report): ParsedModule | null {
	const parts = splitTexts(files, report);
	const source = sourceOf(files, parts, report);
	if (!source) return null;
	const head = readHead(sourceHead, parts[source]?.head ?? null, fileOf(files, source), report);
	const heads = translationHeads(files, parts, source, report);
	if (!head) return null;
	const media = readMedia(files, report);
	const texts: Partial<Record<Locale, ReadText>> = {};
	for (const locale of locales) {
		const [part, own] = [parts[locale], locale === source ? head : heads[locale]];
		if (!part || !own) continue;
		texts[locale] = readSafely(files, locale, { ...own, ...part }, report, () =>
			readText(files, locale, { ...own, ...part }, media, report)
		);
	}
	const sourceText = texts[source];
	if (!sourceText) return null;
	checkIds(files, head, heads, report);
	const compared = compareTexts(sourceText, texts, heads, report);
	const facts = factsOf(head, sourceText);
	if (facts.completion === 'passed' && sourceText.quizzes.length === 0) {
		report('error', 'passed_without_quiz', { file: fileOf(files, source), line: 1 });
	}
	const found = [...media.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
	return {
		slug: files.slug,
		facts,
		texts: compared,
		media: found,
		hash: moduleHash(facts, compared, found)
	};
}

const fileOf = (files: ModuleFiles, locale: Locale) => `${files.slug}/${locale}.md`;

type Parts = Partial<Record<Locale, SplitFile>>;

function splitTexts(files: ModuleFiles, report: Report): Parts {
	const parts: Parts = {};
	for (const locale of locales) {
		const text = files.texts[locale];
		if (text === undefined) continue;
		if (text.length > LONGEST_TEXT) {
			const params = { size: String(text.length), most: String(LONGEST_TEXT) };
			report('error', 'text_too_long', { file: fileOf(files, locale), line: 1 }, params);
		} else parts[locale] = splitFrontMatter(text);
	}
	return parts;
}

const SAYS_SOURCE = /^source[ \t]*:[ \t]*["']?([a-z]*)/m;

/** The language the others are translated from: the file that says `source:` of itself. */
function sourceOf(files: ModuleFiles, parts: Parts, report: Report): Locale | undefined {
	const written = locales.filter((locale) => parts[locale]);
	const saying = written.filter((locale) => SAYS_SOURCE.test(parts[locale]?.head ?? ''));
	const [locale = written[0], second] = saying;
	if (locale === undefined) {
		if (Object.keys(files.texts).length === 0) {
			report('error', 'source_missing', { file: files.slug, line: 1 });
		}
		return undefined;
	}
	const file = fileOf(files, second ?? locale);
	const head = parts[locale]?.head ?? null;
	if (second !== undefined) report('error', 'source_twice', { file, line: 1 });
	else if (saying.length === 0) {
		// What YAML cannot read may be what would have named the source.
		if (readYaml(head, file, report)) report('error', 'source_missing', { file, line: 1 });
	} else {
		const source = SAYS_SOURCE.exec(head ?? '')?.[1] ?? '';
		if (source === locale) return locale;
		const line = (head ?? '').split('\n').findIndex((one) => one.startsWith('source')) + 2;
		report('error', 'source_elsewhere', { file, line }, { source });
	}
	return undefined;
}

type Heads = Partial<Record<Locale, TranslationHead>>;

function translationHeads(files: ModuleFiles, parts: Parts, source: Locale, report: Report): Heads {
	const heads: Heads = {};
	for (const locale of locales) {
		const part = parts[locale];
		if (locale === source) continue;
		if (part) heads[locale] = readHead(translationHead, part.head, fileOf(files, locale), report);
		else if (files.texts[locale] === undefined) {
			const place = { file: fileOf(files, source), line: 1 };
			report('warning', 'translation_missing', place, { language: locale });
		}
	}
	return heads;
}

function checkIds(files: ModuleFiles, head: SourceHead, heads: Heads, report: Report): void {
	for (const locale of locales) {
		const id = heads[locale]?.id;
		if (id === undefined || id === head.id) continue;
		report(
			'error',
			'id_differs',
			{ file: fileOf(files, locale), line: 2 },
			{ id, source: head.id }
		);
	}
}

/** Markdown nested a thousand deep exhausts the reader: then the text is refused, and the portal stays. */
function readSafely(
	files: ModuleFiles,
	locale: Locale,
	written: { bodyLine: number },
	report: Report,
	read: () => ReadText
): ReadText | undefined {
	try {
		return read();
	} catch (problem) {
		if (problem instanceof TextTooHeavy) return undefined;
		if (!(problem instanceof RangeError)) throw problem;
		report('error', 'text_unreadable', { file: fileOf(files, locale), line: written.bodyLine });
		return undefined;
	}
}

function factsOf(head: SourceHead, text: Pick<ModuleText, 'pages' | 'quizzes'>): ModuleFacts {
	const read = text.pages.reduce((sum, page) => sum + page.minutes, 0);
	return {
		key: head.id,
		source: head.source,
		version: head.version,
		change: head.change,
		changeNote: head.changeNote,
		minutes: head.minutes ?? Math.min(1000, read),
		software: head.software,
		audience: head.audience,
		prerequisites: head.prerequisites,
		dueDays: head.due ?? null,
		validity: head.validity ?? null,
		completion: head.completion ?? (text.quizzes.length > 0 ? 'passed' : 'read'),
		passMark: head.passMark,
		attempts: head.attempts ?? null,
		waitHours: head.wait ?? (head.attempts === undefined ? 0 : DEFAULT_WAIT_HOURS),
		reviewBy: head.reviewBy ?? null,
		owner: head.owner
	};
}
