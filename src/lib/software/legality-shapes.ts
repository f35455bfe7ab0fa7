import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/software/installations` can say. */
export const installationsShape = {
	filters: ['product', 'unit', 'known', 'state', 'since'],
	sorts: ['since', 'name', 'seen'],
	falling: ['since', 'seen'],
	defaultSort: 'since'
} as const satisfies ListShape;

/** What an installation is to the register: a product, nothing yet, or not counted. */
export const KNOWN = ['product', 'unknown', 'ignored'] as const;
export type Known = (typeof KNOWN)[number];

/** What the addresses of `/admin/software/unknown` can say. */
export const unknownShape = {
	filters: ['since'],
	sorts: ['devices', 'name', 'since'],
	falling: ['devices', 'since'],
	defaultSort: 'devices'
} as const satisfies ListShape;

/** What the addresses of `/admin/software/rules` can say. */
export const rulesShape = {
	filters: ['match', 'counted', 'product'],
	sorts: ['name', 'taught'],
	falling: ['taught'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What the addresses of `/admin/software/cases` can say. */
export const casesShape = {
	filters: ['state', 'kind', 'product', 'unit', 'opened'],
	sorts: ['deadline', 'opened'],
	falling: ['opened'],
	defaultSort: 'deadline'
} as const satisfies ListShape;

/** The filter of cases by how they stand. */
export const CASE_FILTERS = ['open', 'overdue', 'removed', 'licensed', 'excused'] as const;
