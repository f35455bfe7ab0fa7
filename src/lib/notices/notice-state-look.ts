import type { StateKind } from '#lib/ui/state-looks.ts';
import type { NoticeState } from './notice-states.ts';

/** How the desk sees where a notice stands: what is going on is a problem, what waits for a word is somebody's turn. */
export const noticeStateLook: Record<NoticeState, StateKind> = {
	draft: 'new',
	announced: 'waiting',
	in_progress: 'progress',
	awaiting_confirmation: 'problem',
	restored: 'done',
	closed: 'done',
	cancelled: 'new'
};
