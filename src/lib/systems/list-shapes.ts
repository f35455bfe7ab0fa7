import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/systems` can say. */
export const systemsShape = {
	filters: ['kind', 'criticality', 'active'],
	sorts: ['name', 'criticality'],
	falling: ['criticality'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What is worth finding in the register of rights. */
export const RIGHT_FACTS = ['expiring', 'no_request', 'high_risk', 'left'] as const;

/** What the addresses of `/admin/access` can say. */
export const rightsShape = {
	filters: ['state', 'system', 'unit', 'fact', 'person'],
	sorts: ['granted', 'until', 'person'],
	falling: ['granted'],
	defaultSort: 'granted'
} as const satisfies ListShape;
