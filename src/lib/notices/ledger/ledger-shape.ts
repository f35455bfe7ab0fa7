import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/notices/<number>/people` can say. */
export const ledgerShape = {
	filters: ['reach', 'unit', 'wave', 'after', 'answer'],
	sorts: ['name', 'added'],
	falling: ['added'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** Told that it is over: by message or by hand, left out although told before, not yet over for them. */
export const AFTER_MARKS = ['told', 'missed', 'not_yet'] as const;
export type AfterMark = (typeof AFTER_MARKS)[number];

/** What a reader said: that they have read it, that it works, that it does not. */
export const ANSWER_MARKS = ['acknowledged', 'works', 'works_not'] as const;
