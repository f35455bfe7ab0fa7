import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/people/bundles` can say. */
export const bundlesShape = {
	filters: ['active'],
	sorts: ['name', 'changed'],
	falling: ['changed'],
	defaultSort: 'name'
} as const satisfies ListShape;
