import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/people` can say. */
export const peopleShape = {
	filters: ['unit', 'place', 'status', 'role', 'locale', 'fact'],
	sorts: ['name', 'unit', 'starts'],
	defaultSort: 'name'
} as const satisfies ListShape;

/** What is worth finding among people: leaves soon, starts soon, no manager, no way to sign in. */
export const PERSON_FACTS = ['leaving', 'starting', 'no_manager', 'no_sign_in'] as const;

/** What the addresses of `/admin/people/places` can say. */
export const placesShape = {
	filters: ['district', 'hours', 'active'],
	sorts: ['name', 'district'],
	defaultSort: 'name'
} as const satisfies ListShape;
