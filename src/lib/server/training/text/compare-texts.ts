import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { ModuleQuiz, ModuleText, QuizQuestion } from '#lib/training/module-text.ts';
import type { TranslationHead } from './module-head.ts';
import type { ProblemCode } from './problem-sentence.ts';
import type { ReadText } from './read-text.ts';
import type { Report } from './report.ts';

/**
 * Holds translations against the text they were made from: the same pages, and quizzes with the same questions,
 * number of options and right answers, so that a score means the same in every language. A difference in a fresh
 * translation is an error. One that is stale anyway may lag behind: its pages that are gone are left out, and its
 * quizzes that differ are asked in the source's language until somebody translates them.
 */
export function compareTexts(
	source: ReadText,
	texts: Partial<Record<Locale, ReadText>>,
	heads: Partial<Record<Locale, TranslationHead>>,
	report: Report
): Partial<Record<Locale, ModuleText>> {
	const { places: _places, ...own } = source;
	const compared: Partial<Record<Locale, ModuleText>> = {
		[source.locale]: { ...own, sourceHash: null, stale: false }
	};
	for (const locale of locales) {
		const [text, head] = [texts[locale], heads[locale]];
		if (!text || !head || locale === source.locale) continue;
		const sourceHash = head.sourceHash ?? null;
		const stale = sourceHash !== source.bodyHash;
		const top = { file: fileOf(text), line: 1 };
		if (sourceHash === null) {
			report('warning', 'translation_unmarked', top, { hash: source.bodyHash });
		} else if (stale) report('warning', 'translation_stale', top, { hash: source.bodyHash });
		compared[locale] = compareOne(source, text, { sourceHash, stale }, report);
	}
	return compared;
}

const fileOf = (text: ReadText) => text.places.get(text.pages[0]?.id ?? '')?.file ?? '';

function compareOne(
	source: ReadText,
	{ places, ...text }: ReadText,
	freshness: Pick<ModuleText, 'sourceHash' | 'stale'>,
	report: Report
): ModuleText {
	const level = freshness.stale ? 'warning' : 'error';
	const top = { file: [...places.values()][0]?.file ?? '', line: 1 };
	const at = (id: string) => places.get(id) ?? top;
	for (const page of source.pages) {
		if (!text.pages.some((one) => one.id === page.id)) {
			report(level, 'page_missing', top, { page: page.id });
		}
	}
	for (const page of text.pages) {
		if (!source.pages.some((one) => one.id === page.id)) {
			report(level, 'page_extra', at(page.id), { page: page.id });
		}
	}
	const pages = source.pages.flatMap((page) => text.pages.find((one) => one.id === page.id) ?? []);
	comparePractices(source, text, level, at, report);
	for (const quiz of text.quizzes) {
		if (!source.quizzes.some((one) => one.id === quiz.id)) {
			report(level, 'quiz_extra', at(quiz.id), { quiz: quiz.id });
		}
	}
	const quizzes = source.quizzes.map((quiz) => {
		const own = text.quizzes.find((one) => one.id === quiz.id);
		if (!own) report(level, 'quiz_missing', at(quiz.pageId), { quiz: quiz.id });
		const same =
			own && compareQuiz(quiz, own, (code, id) => report(level, code, at(id), { question: id }));
		return same ? { ...own, pick: quiz.pick, shuffle: quiz.shuffle } : quiz;
	});
	return { ...text, ...freshness, pages, quizzes };
}

/** True when both ask the same: ids in any order, kinds, options and right answers. */
export function compareQuiz(
	source: ModuleQuiz,
	own: ModuleQuiz,
	differs: (code: ProblemCode, questionId: string) => void
): boolean {
	let same = source.pick === own.pick && source.shuffle === own.shuffle;
	if (!same) differs('quiz_options', own.id);
	const find = (quiz: ModuleQuiz, id: string) => quiz.questions.find((one) => one.id === id);
	for (const question of own.questions) {
		if (find(source, question.id)) continue;
		differs('question_extra', question.id);
		same = false;
	}
	for (const question of source.questions) {
		const translated = find(own, question.id);
		const code = translated ? questionDifference(question, translated) : 'question_missing';
		if (code === undefined) continue;
		differs(code, question.id);
		same = false;
	}
	return same;
}

function questionDifference(source: QuizQuestion, own: QuizQuestion): ProblemCode | undefined {
	if ((source.kind === 'fill') !== (own.kind === 'fill')) return 'question_kind';
	if (source.options.length !== own.options.length) return 'question_options';
	if (source.gaps.length !== own.gaps.length) return 'question_gaps';
	const right = source.options.every((option, at) => option.right === own.options[at]?.right);
	return right ? undefined : 'question_right';
}

function comparePractices(
	source: Pick<ReadText, 'pages'>,
	text: Pick<ReadText, 'pages'>,
	level: 'error' | 'warning',
	at: (id: string) => { file: string; line: number },
	report: Report
): void {
	for (const page of source.pages) {
		const own = text.pages.find((one) => one.id === page.id);
		if (!own || practicesOf(page) === practicesOf(own)) continue;
		report(level, 'practice_differs', at(page.id), { page: page.id });
	}
}

function practicesOf(page: ReadText['pages'][number]): string {
	const found = page.blocks.filter((block) => block.kind === 'practice');
	return found.map(({ practiceId, event }) => `${practiceId} ${event}`).join(' ');
}
