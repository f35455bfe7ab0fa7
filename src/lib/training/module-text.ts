import type { Locale } from '#lib/i18n/localized.ts';

/** How an edition differs from the one before; decides what becomes of those who did that one. */
export const CHANGES = ['patch', 'minor', 'major'] as const;
export type Change = (typeof CHANGES)[number];

/** What counts as done: all pages read, every quiz passed, or attendance of a course with a teacher. */
export const COMPLETIONS = ['read', 'passed', 'attended'] as const;
export type CompletionKind = (typeof COMPLETIONS)[number];

/** What an author says of a module beside its text: the front matter of the source file, in the portal's words. */
export type ModuleFacts = {
	/** For ever; progress and completions hang on it, never on the folder. */
	key: string;
	source: Locale;
	/** `2.1.0`. */
	version: string;
	change: Change;
	changeNote: string;
	minutes: number;
	/** Slugs of software products or information systems. */
	software: string[];
	/** Default rules as written, each a word that `parseAudience` reads. */
	audience: string[];
	/** Keys of modules to do first. */
	prerequisites: string[];
	/** Days after being assigned; null where nothing is due. */
	dueDays: number | null;
	/** Months (or days) a completion counts, as an ISO 8601 period; null for ever. */
	validity: string | null;
	completion: CompletionKind;
	/** Percent of questions, 0 to 100. */
	passMark: number;
	/** Attempts in a row before one has to wait; null without limit. */
	attempts: number | null;
	/** Hours to wait after the last of these attempts. */
	waitHours: number;
	/** `2027-06-01`; null where nobody said. */
	reviewBy: string | null;
	owner: string;
};

/** A part of a page. Html is sanitised and safe to show. */
export type PageBlock =
	| { kind: 'html'; html: string }
	| { kind: 'quiz'; quizId: string }
	| { kind: 'practice'; practiceId: string; event: string; html: string };

/** One page in one language, ready to show. */
export type ModulePage = {
	/** The same in every language. */
	id: string;
	title: string;
	blocks: PageBlock[];
	/** Headings below the page's own title. */
	headings: { id: string; level: number; text: string }[];
	/** Words only, for search. */
	text: string;
	/** SHA-256 of the page's markdown: says whether the page changed between editions. */
	hash: string;
	/** Reading time, at least 1. */
	minutes: number;
};

export type QuestionKind = 'single' | 'several' | 'fill';

/** A question with its answers: never sent to a browser before it is answered. */
export type QuizQuestion = {
	id: string;
	kind: QuestionKind;
	/** Sanitised html. A gap of a fill-in question is `<span data-gap="0"></span>`. */
	prompt: string;
	options: { html: string; right: boolean; feedback: string }[];
	/** Accepted words per gap, of a fill-in question. */
	gaps: string[][];
	/** Shown after answering. */
	explanation: string;
	/** SHA-256 of the question's markdown: says which questions are new in an edition. */
	hash: string;
};

export type ModuleQuiz = {
	id: string;
	/** On which page it stands. */
	pageId: string;
	/** How many are drawn; null for all. */
	pick: number | null;
	/** Options are mixed. */
	shuffle: boolean;
	questions: QuizQuestion[];
};

/** A module in one language. */
export type ModuleText = {
	locale: Locale;
	title: string;
	summary: string;
	/** What is new in this version, in this language; empty where nobody said. */
	changeNote: string;
	/** Normalised markdown below the front matter. */
	body: string;
	/** `sha256:…` of the body. */
	bodyHash: string;
	/** Hash of the source body that was translated, as the file says; null in the source. */
	sourceHash: string | null;
	/** The source has changed since it was translated. */
	stale: boolean;
	pages: ModulePage[];
	quizzes: ModuleQuiz[];
};

/** A picture or file of a module. */
export type ModuleMedia = { name: string; type: string; hash: string; size: number };

/** A whole module as read from text, before it is stored. */
export type ParsedModule = {
	slug: string;
	facts: ModuleFacts;
	texts: Partial<Record<Locale, ModuleText>>;
	media: ModuleMedia[];
	/** SHA-256 over facts without the version's number and note, bodies, titles and media: the same content is the same edition. */
	hash: string;
};

/** A problem in a module's text. `error` stops publication; `warning` is shown. */
export type TextProblem = {
	file: string;
	/** From 1, in the file as written. */
	line: number;
	level: 'error' | 'warning';
	/** Key of its sentence. */
	code: string;
	params: Record<string, string>;
};
