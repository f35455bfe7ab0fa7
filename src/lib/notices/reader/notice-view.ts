import type { Locale } from '#lib/i18n/localized.ts';
import type { NoticeLooks } from './notice-looks.ts';
import type { ReaderPromise } from './reader-promise.ts';

/** A short text with the language it is in, where that is not the reader's. */
export type ReadText = { text: string; from: Locale | null };

/** One entry of the timeline as its readers see it. */
export type EntryView = { id: string; when: string; word: string; said: ReadText | null };

/** A notice's page, ready in the reader's language. */
export type NoticeView = NoticeLooks & {
	number: number;
	title: string;
	/** The language of the text where it is not the reader's. */
	from: Locale | null;
	/** The reader's text is there and the Estonian one has changed since. */
	isOlder: boolean;
	/** Other languages it can be read in. */
	others: Locale[];
	summary: string;
	/** What one can't do, what to do before and instead, whom to ask: those that somebody wrote. */
	parts: { key: 'cannot' | 'before' | 'instead' | 'contact'; text: string }[];
	window: string;
	ownerName: string;
	/** Why the reader gets it; never empty. */
	why: string[];
	entries: EntryView[];
	/** What was said when it worked again, and by whom. */
	restored: { said: ReadText | null; byName: string | null } | null;
	report: { key: 'what' | 'impact' | 'cause' | 'change'; said: ReadText }[];
	module: { href: string; title: string } | null;
	/** It has a window that still lies ahead or goes on. */
	forCalendar: boolean;
	/** How many said "me too", and whether the reader is one of them; null where one is not asked. */
	meToo: { count: number; said: boolean } | null;
	/** What the reader is asked to say, and what they said. */
	acknowledge: { asked: ReaderPromise[]; promise: ReaderPromise | null; when: string } | null;
	/** "Does it work for you?": asked, and the answer. */
	works: { answer: boolean | null } | null;
	isDesk: boolean;
};
