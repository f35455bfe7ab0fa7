import type { ItemEvent } from '$lib/equipment/item-states.ts';

/** The acts that the desk makes of many things at once. */
export const NEW_KINDS = ['handover', 'return', 'transfer'] as const;
export type NewKind = (typeof NEW_KINDS)[number];

/** What an act of the kind does to its things. */
export const eventOfKind: Record<NewKind, ItemEvent> = {
	handover: 'handed_over',
	return: 'returned',
	transfer: 'relocated'
};
