import type { NoticeBrief } from '#lib/notices/reader/notice-brief.ts';

/**
 * What an open page hears. Ids and figures only: what is to be shown is loaded, with the usual rights. A notice alone
 * bears what its banner says, to its readers, so that a thousand pages need not all load it at once.
 */
export type LiveEvent =
	| { kind: 'bell'; unread: number }
	| { kind: 'request'; id: string; number: number; revision: number }
	| ({ kind: 'notice' } & NoticeEventDetail)
	| ({ kind: 'stock_take' } & StockTakeEventDetail);

/** A change of a stock-take, as the page's own event `abilaud:stock-take` bears it. */
export type StockTakeEventDetail = { id: string };

/** A change of a request, as the page's own event `abilaud:request` bears it. */
export type RequestEventDetail = { id: string; number: number; revision: number };

/** A change of a notice, as the page's own event `abilaud:notice` bears it. */
export type NoticeEventDetail = {
	id: string;
	number: number;
	revision: number;
	/** For whom it concerns; null for the desk's pages, which load what they show. */
	banner: NoticeBrief | null;
};
