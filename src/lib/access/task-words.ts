import { m } from '#lib/paraglide/messages.js';
import type { AccessTaskKind, AccessTaskSource } from './access-tasks.ts';
import type { TASK_STATES } from './task-shape.ts';

const kinds: Record<AccessTaskKind, () => string> = {
	end_right: m.rights_task_end_right,
	release_seat: m.rights_task_release_seat,
	grant_right: m.rights_task_grant_right,
	take_seat: m.rights_task_take_seat,
	directory_add: m.rights_task_directory_add,
	directory_remove: m.rights_task_directory_remove,
	held_by_leaver: m.rights_task_held_by_leaver
};

const sources: Record<AccessTaskSource, () => string> = {
	review: m.rights_source_review,
	mover: m.rights_source_mover,
	leaver: m.rights_source_leaver,
	comparison: m.rights_source_comparison,
	reclaim: m.rights_source_reclaim,
	own_wish: m.rights_source_own_wish,
	nightly: m.rights_source_nightly,
	closing: m.rights_source_closing
};

const states: Record<(typeof TASK_STATES)[number], () => string> = {
	open: m.rights_tasks_open,
	overdue: m.rights_tasks_overdue,
	done: m.rights_tasks_done
};

/** What is to be done: "Lõpeta õigus". */
export const taskKindWord = (kind: AccessTaskKind): string => kinds[kind]();

/** Where a task comes from: "lahkumine". */
export const taskSourceWord = (source: AccessTaskSource): string => sources[source]();

/** How tasks stand, as a filter says it. */
export const taskStateWord = (state: (typeof TASK_STATES)[number]): string => states[state]();
