import type { ListShape } from '#lib/lists/list-state.ts';

/** Whose notices a person can list: their own, and those of the units they represent. */
export type NoticeTab = 'mine' | 'unit';

/** What the address of a person's page of notices may say. What is over begins with the latest. */
export const myNoticesShape: ListShape = {
	filters: ['tab'],
	sorts: ['ended'],
	falling: ['ended'],
	defaultSort: 'ended'
};
