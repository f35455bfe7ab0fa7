import { localize, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { ItemCategory, ItemState } from './item-states.ts';

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

/** "Remondis" */
export const itemStateWord = (state: ItemState): string => states[state].word();

/** Icon and colour of a state. */
export const itemStateKind = (state: ItemState): StateKind => states[state].kind;

/** What people call an item: "Sülearvuti ThinkPad L14". Of the category for the rest the model says all. */
export const itemTitle = (item: {
	category: ItemCategory;
	categoryName: LocalizedText;
	model: string;
}): string =>
	item.category === 'other'
		? item.model
		: `${localize(item.categoryName, getLocale())} ${item.model}`;

/** A state that its holder should know of: in use needs no word. */
export const isWorthSaying = (state: ItemState): boolean =>
	state !== 'in_use' && state !== 'handed_over';
