import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/people/leaving` can say. */
export const leavingsShape = {
	filters: ['state', 'unit'],
	sorts: ['day'],
	defaultSort: 'day'
} as const satisfies ListShape;
