import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { ItemCategory, ItemState } from './item-states.ts';

const categories: Record<ItemCategory, () => string> = {
	laptop: m.registers_category_laptop,
	desktop: m.registers_category_desktop,
	monitor: m.registers_category_monitor,
	phone: m.registers_category_phone,
	tablet: m.registers_category_tablet,
	printer: m.registers_category_printer,
	headset: m.registers_category_headset,
	projector: m.registers_category_projector,
	network: m.registers_category_network,
	other: m.registers_category_other
};

const states: Record<ItemState, { word: () => string; kind: StateKind }> = {
	ordered: { word: m.registers_state_ordered, kind: 'new' },
	in_stock: { word: m.registers_state_in_stock, kind: 'new' },
	reserved: { word: m.registers_state_reserved, kind: 'info' },
	handed_over: { word: m.registers_state_handed_over, kind: 'waiting' },
	in_use: { word: m.registers_state_in_use, kind: 'progress' },
	to_be_returned: { word: m.registers_state_to_be_returned, kind: 'waiting' },
	in_repair: { word: m.registers_state_in_repair, kind: 'waiting' },
	missing: { word: m.registers_state_missing, kind: 'problem' },
	write_off_proposed: { word: m.registers_state_write_off_proposed, kind: 'waiting' },
	written_off: { word: m.registers_state_written_off, kind: 'done' }
};

/** "Sülearvuti" */
export const categoryWord = (category: ItemCategory): string =>
	(categories[category] ?? m.registers_category_other)();

/** "Remondis" */
export const itemStateWord = (state: ItemState): string => states[state].word();

/** Icon and colour of a state. */
export const itemStateKind = (state: ItemState): StateKind => states[state].kind;

/** What people call an item: "Sülearvuti ThinkPad L14". */
export const itemTitle = (item: { category: ItemCategory; model: string }): string =>
	item.category === 'other' ? item.model : `${categoryWord(item.category)} ${item.model}`;

/** A state that its holder should know of: in use needs no word. */
export const isWorthSaying = (state: ItemState): boolean =>
	state !== 'in_use' && state !== 'handed_over';
