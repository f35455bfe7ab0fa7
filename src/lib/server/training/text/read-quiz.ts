import type { ModuleQuiz } from '#lib/training/module-text.ts';
import { parseAttributes } from './attributes.ts';
import { placeOf, type TextContext } from './render-context.ts';
import { readQuestion } from './read-question.ts';
import type { SourceLine } from './source-lines.ts';
import { fenceWatch } from './structure.ts';

const HEADING = /^ {0,3}#{2,6}[ \t]+\S/;

/** Reads `::: quiz {#id pick=5 shuffle}`: each heading begins a question. */
export function readQuiz(
	context: TextContext,
	container: { rest: string; lines: readonly SourceLine[]; at: SourceLine },
	fallback: { quizId: string; pageId: string }
): ModuleQuiz {
	const { id = fallback.quizId, values } = parseAttributes(container.rest);
	const { at } = container;
	const parts = questionLines(container.lines);
	const questions = parts.map((lines, index) => readQuestion(context, lines, `${id}-${index + 1}`));
	if (questions.length === 0) context.report('error', 'quiz_empty', at, { id });
	const seen = new Set<string>();
	questions.forEach((question, index) => {
		const place = placeOf({ context, lines: parts[index] ?? [], prefix: '' }, 0);
		if (seen.has(question.id)) context.report('error', 'id_twice', place, { id: question.id });
		seen.add(question.id);
	});
	const pick = values.pick === undefined ? null : Number(values.pick);
	const wrong = pick !== null && !(Number.isInteger(pick) && pick >= 1 && pick <= questions.length);
	if (wrong) {
		const params = { pick: values.pick ?? '', count: String(questions.length) };
		context.report('error', 'quiz_pick', at, params);
	}
	return {
		id,
		pageId: fallback.pageId,
		pick: wrong ? null : pick,
		shuffle: values.shuffle !== undefined && values.shuffle !== 'false',
		questions
	};
}

function questionLines(lines: readonly SourceLine[]): SourceLine[][] {
	const fences = fenceWatch();
	const questions: SourceLine[][] = [];
	for (const line of lines) {
		if (!fences.inside(line.text) && HEADING.test(line.text)) questions.push([line]);
		else questions.at(-1)?.push(line);
	}
	return questions;
}
