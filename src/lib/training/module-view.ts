import type { Locale } from '#lib/i18n/localized.ts';
import type { ChangedPlace, ShownBlock } from './page-view.ts';
import type { QuizView } from './quiz-view.ts';

/** A page in the contents of a module. */
export type ContentsPage = {
	id: string;
	title: string;
	minutes: number;
	/** How many questions it asks. */
	questions: number;
	read: boolean;
	/** It differs from what the reader did. */
	changed: boolean;
};

/** What every page of a module shows beside its text. */
export type ModuleShell = {
	slug: string;
	title: string;
	summary: string;
	version: string;
	publishedAt: Date;
	minutes: number;
	/** No longer offered to others. */
	retired: boolean;
	pages: ContentsPage[];
	/** Pages read in the cycle that counts now. */
	read: number;
	/** There is an open obligation. */
	isDuty: boolean;
	dueOn: string | null;
	/** The last completion that was not revoked. */
	completedAt: Date | null;
	certificate: number | null;
	validUntil: string | null;
	isValid: boolean;
	renewalOpen: boolean;
	/** A newer version has changes to read. */
	changes: { dueOn: string | null; doneAt: Date } | null;
	/** Where to go on; the first page for who has not begun. */
	goOn: string;
	hasBegun: boolean;
};

/** One of the things that complete a module, and the page where it is done. */
export type NeededStep = {
	kind: 'pages' | 'quiz' | 'practice';
	pageId: string;
	title: string;
	done: boolean;
};

/** Why the reader sees another language or an old translation. */
export type TranslationNote = {
	kind: 'missing' | 'stale' | 'source';
	/** The language in which the module is written. */
	source: Locale;
};

/** One page, ready to show. */
export type ModulePageView = {
	shell: ModuleShell;
	page: {
		id: string;
		/** From 1. */
		number: number;
		title: string;
		locale: Locale;
		blocks: ShownBlock[];
		places: ChangedPlace[];
	};
	note: TranslationNote | null;
	quizzes: Record<string, QuizView>;
	/** Practice steps that have been done. */
	practised: string[];
	/** Looking at the page was what showed that the last step is done: the module has just been completed. */
	isDoneNow: boolean;
};
