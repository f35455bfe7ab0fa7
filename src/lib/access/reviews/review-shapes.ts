import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/access/reviews` can say. */
export const campaignsShape = {
	filters: ['state'],
	sorts: ['opens', 'name'],
	falling: ['opens'],
	defaultSort: 'opens'
} as const satisfies ListShape;

/** What was said of a line, or why nothing needs to be. */
export const LINE_STANDS = ['none', 'keep', 'remove', 'unknown', 'over'] as const;
export type LineStand = (typeof LINE_STANDS)[number];

/** How the taking away of a line stands. */
export const REMOVAL_STANDS = ['open', 'late', 'done', 'refused'] as const;
export type RemovalStand = (typeof REMOVAL_STANDS)[number];

/** What the addresses of a round's lines can say. */
export const linesShape = {
	filters: ['answer', 'removal', 'reviewer', 'system', 'unit'],
	sorts: ['person'],
	defaultSort: 'person'
} as const satisfies ListShape;
