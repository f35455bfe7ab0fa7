import type { ListState } from '#lib/lists/list-state.ts';
import { m } from '#lib/paraglide/messages.js';

const TITLES: Record<string, () => string> = {
	open: m.queue_title_open,
	mine: m.queue_title_mine,
	unassigned: m.queue_title_unassigned,
	approval: m.queue_title_approval,
	requester: m.queue_title_requester,
	vendor: m.queue_title_vendor,
	today: m.queue_title_today,
	overdue: m.queue_title_overdue,
	all: m.queue_title_all
};

/** What a view of the queue is called. */
export function queueTitle(state: ListState): string {
	const view = state.filters.view?.[0];
	if (view) return (TITLES[view] ?? m.queue_title_open)();
	return state.filters.status || state.search ? m.queue_title_all() : m.queue_title_open();
}
