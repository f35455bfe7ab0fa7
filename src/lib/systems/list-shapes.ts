import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/systems` can say. */
export const systemsShape = {
	filters: ['kind', 'criticality', 'active'],
	sorts: ['name', 'criticality'],
	falling: ['criticality'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What is worth finding in the register of rights. */
export const RIGHT_FACTS = [
	'expiring',
	'overdue',
	'no_request',
	'left',
	'closed',
	'conflict'
] as const;

/** How a right stands on a day: `live` is whatever nobody has ended. */
export const RIGHT_STATES = ['live', 'valid', 'to_come', 'ended'] as const;

/** What the addresses of `/admin/access` can say. */
export const rightsShape = {
	filters: ['state', 'system', 'role', 'risk', 'unit', 'fact', 'person'],
	sorts: ['granted', 'until', 'person'],
	falling: ['granted'],
	defaultSort: 'granted'
} as const satisfies ListShape;
