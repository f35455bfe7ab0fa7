import type { ListShape } from '#lib/lists/list-state.ts';

/** What the addresses of `/admin/training/courses` can say. */
export const sessionsShape = {
	filters: ['phase', 'module'],
	sorts: ['start', 'soonest'],
	falling: ['start'],
	defaultSort: 'start'
} as const satisfies ListShape;

/** What the addresses of `/admin/training/paths` can say. */
export const pathsShape = {
	filters: ['active'],
	sorts: ['title', 'changed'],
	falling: ['changed'],
	defaultSort: 'title'
} as const satisfies ListShape;
