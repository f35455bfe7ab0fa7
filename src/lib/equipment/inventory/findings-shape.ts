import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/equipment/inbox` can say. */
export const findingsShape = {
	filters: ['state', 'kind', 'site', 'unit', 'seen'],
	sorts: ['seen', 'times'],
	falling: ['seen', 'times'],
	defaultSort: 'seen'
} as const satisfies ListShape;
