import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/equipment` can say. */
export const itemsShape = {
	filters: ['state', 'category', 'place', 'unit', 'holder'],
	sorts: ['number', 'model', 'changed'],
	falling: ['changed'],
	defaultSort: 'number'
} as const satisfies ListShape;
