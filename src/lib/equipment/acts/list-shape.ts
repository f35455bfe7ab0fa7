import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/equipment/acts` can say. */
export const actsShape = {
	filters: ['kind', 'year', 'state', 'person', 'item'],
	sorts: ['made', 'number'],
	falling: ['made'],
	defaultSort: 'made'
} as const satisfies ListShape;
