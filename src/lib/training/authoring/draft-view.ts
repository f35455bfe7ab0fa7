import type { Locale } from '#lib/i18n/localized.ts';
import type { LanguageMark } from './list-shapes.ts';
import type { ProblemMark } from './problem-mark.ts';

/** A question as its author sees it: with what is right. */
export type PreviewQuestion = {
	prompt: string;
	options: { html: string; right: boolean; feedback: string }[];
	gaps: string[][];
	explanation: string;
};

export type PreviewBlock =
	| { kind: 'html'; html: string }
	| { kind: 'practice'; html: string; event: string }
	| { kind: 'quiz'; questions: PreviewQuestion[] };

/** A page of a draft as it will look. Html is sanitised. */
export type PreviewPage = { id: string; title: string; blocks: PreviewBlock[] };

export type Preview = Partial<Record<Locale, PreviewPage[]>>;

/** What is known of a draft's text: how it looks, what is wrong, how its languages stand. */
export type DraftReading = {
	preview: Preview;
	problems: ProblemMark[];
	marks: Record<Locale, LanguageMark | 'source'>;
};

/** What the editor hears after it has sent what was written. */
export type LiveAnswer = DraftReading & {
	revision: number;
	/** ISO moment of the last save. */
	savedAt: string;
	/** Somebody else saved meanwhile: nothing was kept, and this is what they wrote. */
	conflict?: { message: string; files: Partial<Record<Locale, string>> };
};
