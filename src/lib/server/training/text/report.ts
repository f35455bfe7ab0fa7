import type { TextProblem } from '#lib/training/module-text.ts';
import type { ProblemCode } from './problem-sentence.ts';

/** Where in a file: what the person who mends it has to open. */
export type Place = { file: string; line: number };

/** Takes down a problem; reading goes on, so that one look finds all of them. */
export type Report = (
	level: TextProblem['level'],
	code: ProblemCode,
	place: Place,
	params?: Record<string, string>
) => void;

/** A report that writes into the list, each problem once. */
export function reportInto(problems: TextProblem[]): Report {
	const seen = new Set<string>();
	return (level, code, { file, line }, params = {}) => {
		const key = JSON.stringify([code, file, line, params]);
		if (seen.has(key)) return;
		seen.add(key);
		problems.push({ file, line, level, code, params });
	};
}
