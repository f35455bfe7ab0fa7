import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';
import type { ItemMove, PlainMove } from './item-states.ts';

/** How the desk's screens show an act: its verb, what they say when it is done, and what its form asks. */
export type MoveLook = {
	icon: IconName;
	verb: () => string;
	done: () => string;
	asks: readonly ('person' | 'place' | 'note')[];
};

export const moveLooks: Record<PlainMove, MoveLook> = {
	hand_over: {
		icon: 'user-round-plus',
		verb: m.registers_move_hand_over,
		done: m.registers_moved_hand_over,
		asks: ['person', 'place', 'note']
	},
	keep: {
		icon: 'check',
		verb: m.registers_move_keep,
		done: m.registers_moved_keep,
		asks: ['note']
	},
	release: {
		icon: 'undo-2',
		verb: m.registers_move_release,
		done: m.registers_moved_release,
		asks: ['note']
	},
	return: {
		icon: 'undo-2',
		verb: m.registers_move_return,
		done: m.registers_moved_return,
		asks: ['place', 'note']
	},
	relocate: {
		icon: 'map-pin',
		verb: m.registers_move_relocate,
		done: m.registers_moved_relocate,
		asks: ['place', 'note']
	},
	ask_back: {
		icon: 'message-square',
		verb: m.registers_move_ask_back,
		done: m.registers_moved_ask_back,
		asks: ['note']
	},
	report_missing: {
		icon: 'octagon-alert',
		verb: m.registers_move_report_missing,
		done: m.registers_moved_report_missing,
		asks: ['note']
	},
	find: {
		icon: 'check',
		verb: m.registers_move_find,
		done: m.registers_moved_find,
		asks: ['note']
	}
};

/** What has a page of its own: its verb, and where it is asked about these items. */
export const movePages: Record<
	Exclude<ItemMove, PlainMove>,
	{ icon: IconName; verb: () => string; href: (itemIds: string) => string }
> = {
	send_to_repair: {
		icon: 'wrench',
		verb: m.registers_move_send_to_repair,
		href: (itemIds) => `/admin/equipment/repairs/new?items=${itemIds}`
	},
	back_from_repair: {
		icon: 'check',
		verb: m.registers_move_back_from_repair,
		href: (itemId) => `/admin/equipment/repairs/back?item=${itemId}`
	},
	write_off: {
		icon: 'archive',
		verb: m.registers_move_write_off,
		href: (itemIds) => `/admin/equipment/write-offs/new?items=${itemIds}`
	}
};

/** Is it asked by a short form, and not on a page of its own? */
export const isPlain = (move: ItemMove): move is PlainMove => move in moveLooks;

const told: Record<string, () => string> = {
	'item.registered': m.registers_did_registered,
	'item.received': m.registers_did_received,
	'item.reserved': m.registers_did_reserved,
	'item.released': m.registers_did_released,
	'item.accepted': m.registers_did_accepted,
	'item.refused': m.registers_did_refused,
	'item.kept': m.registers_did_kept,
	'item.passed_on': m.registers_did_passed_on,
	'item.write_off_proposed': m.registers_did_write_off_proposed,
	'item.write_off_withdrawn': m.registers_did_write_off_withdrawn,
	'item.handed_over': m.registers_did_handed_over,
	'item.asked_back': m.registers_did_asked_back,
	'item.returned': m.registers_did_returned,
	'item.moved': m.registers_did_moved,
	'item.sent_to_repair': m.registers_did_sent_to_repair,
	'item.back_from_repair': m.registers_did_back_from_repair,
	'item.reported_missing': m.registers_did_reported_missing,
	'item.found': m.registers_did_found,
	'item.written_off': m.registers_did_written_off,
	'item.file_added': m.equipment_did_file_added,
	'item.file_removed': m.equipment_did_file_removed,
	'item.serves_changed': m.registers_did_serves,
	'item.edited': m.registers_did_edited
};

/** What an entry of the audit log says was done to an item. */
export const actWord = (action: string): string => (told[action] ?? m.registers_did_other)();
