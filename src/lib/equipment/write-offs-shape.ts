import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/equipment/write-offs` can say. */
export const writeOffsShape = {
	filters: ['state', 'unit'],
	sorts: ['proposed'],
	falling: ['proposed'],
	defaultSort: 'proposed'
} as const satisfies ListShape;
