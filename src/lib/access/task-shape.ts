import type { ListShape } from '#lib/lists/list-state.ts';

/** How a task of the desk about access stands. */
export const TASK_STATES = ['open', 'overdue', 'done'] as const;

/** What the addresses of `/admin/access/tasks` can say. */
export const accessTasksShape = {
	filters: ['state', 'kind', 'source', 'unit', 'person'],
	sorts: ['due', 'opened'],
	falling: ['opened'],
	defaultSort: 'due'
} as const satisfies ListShape;
