import type GithubSlugger from 'github-slugger';
import type { Locale } from '#lib/i18n/localized.ts';
import type { ModuleMedia } from '#lib/training/module-text.ts';
import type { Report } from './report.ts';
import type { SourceLine } from './source-lines.ts';

/** What a module's text in one language shares while it is rendered. */
export type TextContext = {
	slug: string;
	locale: Locale;
	report: Report;
	/** Ids of headings, each once in the whole text. */
	slugger: GithubSlugger;
	media: ReadonlyMap<string, ModuleMedia>;
	mediaAddress(name: string, hash: string): string;
	modules: ReadonlySet<string> | undefined;
	/** Anchors somebody links to inside the module, checked when all pages are there. */
	anchors: { id: string; place: { file: string; line: number } }[];
	/** Reference definitions and footnotes of the whole text: a page may use those written below another. */
	definitions: string;
};

/** A piece of a page while it is rendered: its lines tell where a problem is. */
export type Piece = { context: TextContext; lines: readonly SourceLine[]; prefix: string };

/** Where the line of a piece, counted from 0, was written. */
export function placeOf(piece: Piece, line: number): { file: string; line: number } {
	const at = Math.max(0, Math.min(line, piece.lines.length - 1));
	const { file, line: number } = piece.lines[at] ?? { file: '', line: 1 };
	return { file, line: number };
}

/** The first line of a piece in which these words stand. */
export function placeWith(piece: Piece, ...words: string[]): { file: string; line: number } {
	const at = piece.lines.findIndex(({ text }) =>
		words.some((one) => one !== '' && text.includes(one))
	);
	return placeOf(piece, at);
}
