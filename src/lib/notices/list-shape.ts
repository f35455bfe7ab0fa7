import type { ListShape } from '#lib/lists/list-state.ts';
import type { NoticeState } from './notice-states.ts';

/** The views of the desk's list, and the states that each holds. */
export const NOTICE_PHASES = {
	now: ['in_progress', 'awaiting_confirmation'],
	coming: ['announced'],
	drafts: ['draft'],
	past: ['restored', 'closed', 'cancelled']
} as const satisfies Record<string, readonly NoticeState[]>;
export type NoticePhase = keyof typeof NOTICE_PHASES;

/** What the addresses of `/admin/notices` can say. */
export const noticesShape = {
	filters: ['phase', 'state', 'kind', 'impact', 'window', 'owner'],
	sorts: ['start', 'number'],
	falling: ['start', 'number'],
	defaultSort: 'start'
} as const satisfies ListShape;
