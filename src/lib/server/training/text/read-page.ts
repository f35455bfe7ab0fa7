import type { ModulePage, ModuleQuiz, PageBlock } from '#lib/training/module-text.ts';
import { parseAttributes } from './attributes.ts';
import { sha256 } from './body-hash.ts';
import { textOf } from './html.ts';
import { readQuiz } from './read-quiz.ts';
import type { TextContext } from './render-context.ts';
import { renderLine, renderPiece } from './render-piece.ts';
import type { SourceLine } from './source-lines.ts';
import type { RawPage } from './split-pages.ts';
import { closingLine, layoutOf, openingOf } from './structure.ts';

/** A page longer than this is a book, or a mistake: it is not rendered. In characters. */
export const LONGEST_PAGE = 100_000;
const WORDS_A_MINUTE = 180;
const SECONDS_A_QUESTION = 40;

/** What a page shares with the pages around it: quizzes and practices are counted through the module. */
export type PageRun = { title: string; quizzes: ModuleQuiz[]; practices: Set<string> };

/** Reads one page: html between quizzes and practices, words for search, and how long it takes to read. */
export function readPage(context: TextContext, raw: RawPage, id: string, run: PageRun): ModulePage {
	const source = raw.lines.map(({ text }) => text).join('\n');
	const title = pageTitle(context, raw, run.title);
	const page: ModulePage = {
		id,
		title,
		blocks: [],
		headings: [],
		text: '',
		hash: sha256(`${title}\n${source.trim()}`),
		minutes: 1
	};
	if (source.length > LONGEST_PAGE) {
		const params = { size: String(source.length), most: String(LONGEST_PAGE) };
		context.report('error', 'page_too_long', raw.at, params);
		return page;
	}
	const questions = run.quizzes.length;
	for (const part of partsOf(raw.lines)) readPart(context, page, part, run);
	page.text = page.blocks
		.map((block) => ('html' in block ? textOf(block.html) : ''))
		.filter((text) => text !== '')
		.join(' ');
	const asked = run.quizzes.slice(questions).reduce((sum, quiz) => sum + asksOf(quiz), 0);
	const words = page.text.split(' ').length / WORDS_A_MINUTE;
	page.minutes = Math.max(1, Math.round(words + (asked * SECONDS_A_QUESTION) / 60));
	return page;
}

const asksOf = (quiz: ModuleQuiz) => quiz.pick ?? quiz.questions.length;

function pageTitle(context: TextContext, raw: RawPage, moduleTitle: string): string {
	if (raw.heading === undefined) return moduleTitle;
	const lines = [{ text: raw.heading, ...raw.at }];
	return textOf(renderLine({ context, lines, prefix: '' }).html) || moduleTitle;
}

type Part = {
	kind: 'text' | 'quiz' | 'practice';
	rest: string;
	lines: SourceLine[];
	at: SourceLine;
};

/** Quizzes and practices that stand on the page itself, and the text between them. */
function partsOf(lines: readonly SourceLine[]): Part[] {
	const texts = lines.map(({ text }) => text);
	const layout = layoutOf(texts);
	const parts: Part[] = [];
	for (let index = 0; index < lines.length; index += 1) {
		const at = lines[index];
		if (!at) break;
		const { depth, code } = layout[index] ?? { depth: 0, code: false };
		const opening = depth === 0 && !code ? openingOf(at.text) : undefined;
		if (opening?.name === 'quiz' || opening?.name === 'practice') {
			const end = closingLine(texts, index);
			if (end !== -1) {
				const inner = lines.slice(index + 1, end);
				parts.push({ kind: opening.name, rest: opening.rest, lines: inner, at });
				index = end;
				continue;
			}
		}
		const last = parts.at(-1);
		if (last?.kind === 'text') last.lines.push(at);
		else parts.push({ kind: 'text', rest: '', lines: [at], at });
	}
	return parts;
}

function readPart(context: TextContext, page: ModulePage, part: Part, run: PageRun): void {
	if (part.kind === 'quiz') {
		const quizId = `quiz-${run.quizzes.length + 1}`;
		const quiz = readQuiz(context, part, { quizId, pageId: page.id });
		if (run.quizzes.some((one) => one.id === quiz.id)) {
			context.report('error', 'id_twice', part.at, { id: quiz.id });
		}
		run.quizzes.push(quiz);
		page.blocks.push({ kind: 'quiz', quizId: quiz.id });
		return;
	}
	const prefix = `${page.id}-${page.blocks.length}-`;
	const { html, headings } = renderPiece({ context, lines: part.lines, prefix });
	page.headings.push(...headings);
	if (part.kind === 'practice') page.blocks.push(practiceBlock(context, part, html, run));
	else if (html !== '') page.blocks.push({ kind: 'html', html });
}

const EVENT = /^[a-z_]+\.[a-z_]+$/;

function practiceBlock(context: TextContext, part: Part, html: string, run: PageRun): PageBlock {
	const { id, values } = parseAttributes(part.rest);
	const practiceId = id ?? `practice-${run.practices.size + 1}`;
	const event = values.event ?? '';
	if (run.practices.has(practiceId)) {
		context.report('error', 'id_twice', part.at, { id: practiceId });
	}
	run.practices.add(practiceId);
	if (!EVENT.test(event)) context.report('error', 'practice_event', part.at, { event });
	return { kind: 'practice', practiceId, event, html };
}
