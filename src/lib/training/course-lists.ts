import type { ListShape } from '#lib/lists/list-state.ts';

export const SESSION_PHASES = ['coming', 'over', 'cancelled'] as const;

/** What the addresses of `/admin/training/courses` can say. */
export const sessionsShape = {
	filters: ['phase', 'module'],
	sorts: ['start', 'soonest'],
	defaultSort: 'start'
} as const satisfies ListShape;

/** What the addresses of `/admin/training/paths` can say. */
export const pathsShape = {
	filters: ['active'],
	sorts: ['title', 'changed'],
	defaultSort: 'title'
} as const satisfies ListShape;
