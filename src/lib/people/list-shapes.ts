import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/people` can say. */
export const peopleShape = {
	filters: ['unit', 'place', 'role', 'fact', 'status'],
	sorts: ['name'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What is worth finding among people: has a last day, has not begun yet, answers to nobody. */
export const PERSON_FACTS = ['leaving', 'starting', 'no_manager'] as const;

/** Whom the list shows besides those who work here: only leavers, or everybody. */
export const PERSON_STATUSES = ['left', 'all'] as const;

/** What the addresses of `/admin/people/places` can say. */
export const placesShape = {
	filters: ['district', 'hours', 'active'],
	sorts: ['name'],
	defaultSort: 'name'
} as const satisfies ListShape;
