/** States an item can be in; the transitions stand with the commands that make them. */
export const ITEM_STATES = [
	'in_stock',
	'reserved',
	'handed_over',
	'in_use',
	'to_be_returned',
	'in_repair',
	'missing',
	'written_off'
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export const ITEM_CATEGORIES = [
	'laptop',
	'desktop',
	'monitor',
	'phone',
	'tablet',
	'printer',
	'headset',
	'projector',
	'network',
	'other'
] as const;
export type ItemCategory = (typeof ITEM_CATEGORIES)[number];
