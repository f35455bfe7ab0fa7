import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/people` can say. */
export const peopleShape = {
	filters: ['unit', 'place', 'role', 'fact', 'status'],
	sorts: ['name'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What the addresses of `/admin/people/places` can say. */
export const placesShape = {
	filters: ['district', 'hours', 'active'],
	sorts: ['name'],
	defaultSort: 'name'
} as const satisfies ListShape;
