import type { Locale } from '#lib/i18n/localized.ts';
import type { NoticeLooks } from './notice-looks.ts';
import type { ReaderPromise } from './reader-promise.ts';

/** A notice as a slab, a row or a banner shows it: ready, in the reader's language. */
export type NoticeBrief = NoticeLooks & {
	number: number;
	title: string;
	/** The language of title and text where it is not the reader's. */
	from: Locale | null;
	/** What happens, and what to do; the latest news where there are some. */
	text: string;
	/** Its banner stays and can't be put away. */
	stays: boolean;
	/** How many said that they are concerned too; null where one is not asked. */
	meToo: number | null;
	/** The reader is one of them. */
	saidMeToo: boolean;
};

/** What a page shows of the notices that concern its reader now: the gravest, and how many there are besides. */
export type ConcernsNow = { notices: NoticeBrief[]; more: number };

/** A notice as a row of a person's page of notices. */
export type NoticeRowView = NoticeLooks &
	Pick<NoticeBrief, 'number' | 'title' | 'from' | 'text'> & {
		/** It has not been opened yet. */
		isNew: boolean;
		promise: ReaderPromise | null;
		/** How many people of the represented units it concerns; null on the own page. */
		people: number | null;
	};
