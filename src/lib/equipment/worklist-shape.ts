import type { ListShape } from '#lib/lists/list-state.ts';

/** Why an item is on the worklist of its life. */
export const WORKLIST_REASONS = [
	'warranty_ending',
	'end_of_life',
	'never_returned',
	'held_by_leaver',
	'without_place',
	'handover_waits',
	'repair_overdue',
	'long_missing'
] as const;
export type WorklistReason = (typeof WORKLIST_REASONS)[number];

/** After how many days each begins to be one; of a warranty, before how many. */
export const WORKLIST_DAYS = {
	warranty_ending: 60,
	never_returned: 14,
	handover_waits: 7,
	long_missing: 30
} as const;

/** What the addresses of `/admin/equipment/worklist` can say. */
export const worklistShape = {
	filters: ['why', 'place', 'unit'],
	sorts: ['number', 'life', 'warranty'],
	defaultSort: 'number'
} as const satisfies ListShape;
