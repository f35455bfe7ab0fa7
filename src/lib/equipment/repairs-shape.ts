import type { ListShape } from '#lib/lists/list-state.ts';

/** States of a repair that its list is filtered by. */
export const REPAIR_FILTERS = ['open', 'overdue', 'returned'] as const;

/** What the addresses of `/admin/equipment/repairs` can say. */
export const repairsShape = {
	filters: ['state', 'vendor', 'unit', 'warranty', 'sent'],
	sorts: ['expected', 'sent', 'cost'],
	falling: ['sent', 'cost'],
	defaultSort: 'expected'
} as const satisfies ListShape;
