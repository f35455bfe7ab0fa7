import type { QuizQuestion } from '#lib/training/module-text.ts';
import { sha256 } from './body-hash.ts';
import type { ProblemCode } from './problem-sentence.ts';
import { placeOf, type Piece, type TextContext } from './render-context.ts';
import { renderLine, renderPiece } from './render-piece.ts';
import type { SourceLine } from './source-lines.ts';
import { pageHeading } from './split-pages.ts';
import { fenceWatch, isRule } from './structure.ts';

type RawOption = { right: boolean; words: SourceLine[]; feedback: SourceLine[] };
type RawQuestion = { prompt: SourceLine[]; options: RawOption[]; explanation: SourceLine[] };

const OPTION = /^ {0,3}[-*+][ \t]+\[([ xX])\](?:[ \t]+(.*))?$/;
const FEEDBACK = /^[ \t]+>[ \t]?(.*)$/;

/** Reads one question from its heading to the next one; what makes it unanswerable is reported at its line. */
export function readQuestion(
	context: TextContext,
	lines: readonly SourceLine[],
	fallbackId: string
): QuizQuestion {
	const [first, ...rest] = lines;
	const { heading, id } = pageHeading(
		/^ {0,3}#+[ \t]*(.*?)[ \t]*#*$/.exec(first?.text ?? '')?.[1] ?? ''
	);
	const at = placeOf({ context, lines, prefix: '' }, 0);
	const raw = takeApart(rest);
	const words = { text: heading, ...at };
	const prompt = renderPiece(
		piece(context, [words, { text: '', ...at }, ...raw.prompt], fallbackId),
		{ question: true }
	);
	const question: QuizQuestion = {
		id: id ?? fallbackId,
		kind: kindOf(raw, prompt.gaps),
		prompt: prompt.html,
		options: raw.options.map((option) => ({
			html: renderLine(piece(context, option.words, fallbackId)).html,
			right: option.right,
			feedback: renderLine(piece(context, option.feedback, fallbackId)).html
		})),
		gaps: prompt.gaps,
		explanation: renderPiece(piece(context, raw.explanation, fallbackId)).html,
		hash: sha256(
			lines
				.map(({ text }) => text)
				.join('\n')
				.trim()
		)
	};
	if (heading === '') context.report('error', 'question_empty', at, { id: question.id });
	if (id === undefined) context.report('warning', 'question_without_id', at, { id: fallbackId });
	checkAnswers(context, question, at);
	return question;
}

function checkAnswers(
	context: TextContext,
	question: QuizQuestion,
	at: { file: string; line: number }
): void {
	const { options, gaps, id } = question;
	const right = options.filter((option) => option.right).length;
	const error = (code: ProblemCode) => context.report('error', code, at, { id });
	if (options.length > 0 && gaps.length > 0) error('question_mixed');
	else if (gaps.length > 0) {
		if (gaps.some((words) => words.length === 0)) error('question_gap_empty');
	} else if (options.length === 0) error('question_without_options');
	else if (right === 0) error('question_without_right');
	else if (options.length === 1) error('question_one_option');
	const seen = new Set<string>();
	for (const { html } of options) {
		if (html === '' || seen.has(html)) error('question_option_twice');
		seen.add(html);
	}
}

function kindOf(raw: RawQuestion, gaps: string[][]): QuizQuestion['kind'] {
	if (gaps.length > 0 && raw.options.length === 0) return 'fill';
	return raw.options.filter((option) => option.right).length > 1 ? 'several' : 'single';
}

/** Words before the first option, options with their feedback, and the explanation after `---`. */
function takeApart(lines: readonly SourceLine[]): RawQuestion {
	const question: RawQuestion = { prompt: [], options: [], explanation: [] };
	const fences = fenceWatch();
	let explaining = false;
	for (const line of lines) {
		const code = fences.inside(line.text);
		const option = code || explaining ? null : OPTION.exec(line.text);
		const last = question.options.at(-1);
		if (explaining) question.explanation.push(line);
		else if (!code && isRule(line.text)) explaining = true;
		else if (option) {
			const words = { ...line, text: option[2] ?? '' };
			question.options.push({ right: option[1] !== ' ', words: [words], feedback: [] });
		} else if (last) {
			const feedback = FEEDBACK.exec(line.text);
			if (feedback) last.feedback.push({ ...line, text: feedback[1] ?? '' });
			else
				(last.feedback.length > 0 ? last.feedback : last.words).push({
					...line,
					text: line.text.trim()
				});
		} else question.prompt.push(line);
	}
	return question;
}

function piece(context: TextContext, lines: readonly SourceLine[], prefix: string): Piece {
	return { context, lines, prefix: `${prefix}-` };
}
