import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/equipment` can say. */
export const itemsShape = {
	filters: [
		'state',
		'category',
		'model',
		'place',
		'unit',
		'holder',
		'shared',
		'placeless',
		'warranty',
		'bought',
		'life'
	],
	sorts: ['number', 'model', 'changed'],
	falling: ['changed'],
	defaultSort: 'number'
} as const satisfies ListShape;
