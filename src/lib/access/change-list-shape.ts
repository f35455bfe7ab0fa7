import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/people/changes` can say. */
export const changesShape = {
	filters: ['kind', 'state'],
	sorts: ['day', 'name'],
	defaultSort: 'day'
} as const satisfies ListShape;
