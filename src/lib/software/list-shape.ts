import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/software` can say. */
export const productsShape = {
	filters: ['policy', 'seats', 'active'],
	sorts: ['name', 'free'],
	defaultSort: 'name'
} as const satisfies ListShape;
