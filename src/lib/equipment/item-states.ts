/** States an item can be in. */
export const ITEM_STATES = [
	'ordered',
	'in_stock',
	'reserved',
	'handed_over',
	'in_use',
	'to_be_returned',
	'in_repair',
	'missing',
	'write_off_proposed',
	'written_off'
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Code of a category of items, as in the table `item_category`: "laptop". */
export type ItemCategory = string;

/** What happened to an item. Each line of an act and each signature on it brings about at most one of these. */
export const ITEM_EVENTS = [
	'received',
	'reserved',
	'released',
	'handed_over',
	'accepted',
	'refused',
	'asked_back',
	'kept',
	'returned',
	'relocated',
	'passed_on',
	'sent_to_repair',
	'back_from_repair',
	'reported_missing',
	'found',
	'write_off_proposed',
	'write_off_withdrawn',
	'written_off'
] as const;
export type ItemEvent = (typeof ITEM_EVENTS)[number];

/** Somebody, or a room, has it: it is not on the shelf. */
export const OUT: readonly ItemState[] = ['handed_over', 'in_use', 'to_be_returned'];

const FROM: Record<ItemEvent, readonly ItemState[]> = {
	received: ['ordered'],
	reserved: ['in_stock'],
	released: ['reserved'],
	handed_over: ['in_stock', 'reserved'],
	accepted: ['handed_over'],
	refused: ['handed_over'],
	asked_back: ['handed_over', 'in_use'],
	kept: ['to_be_returned'],
	returned: OUT,
	relocated: ['in_stock', 'reserved', ...OUT],
	passed_on: ['in_use', 'to_be_returned'],
	sent_to_repair: ['in_stock', ...OUT],
	back_from_repair: ['in_repair'],
	reported_missing: ['in_stock', 'reserved', 'in_repair', ...OUT],
	found: ['missing'],
	write_off_proposed: ['in_stock', 'in_repair', 'missing'],
	write_off_withdrawn: ['write_off_proposed'],
	written_off: ['write_off_proposed']
};

/** Why something cannot happen to an item now; a message of the registers, so that the screen can say it. */
export type MoveRefusal =
	| 'registers_item_ordered'
	| 'registers_item_already_held'
	| 'registers_item_not_held'
	| 'registers_item_not_handed_over'
	| 'registers_item_reserved'
	| 'registers_item_not_reserved'
	| 'registers_item_in_repair'
	| 'registers_item_not_in_repair'
	| 'registers_item_missing'
	| 'registers_item_not_missing'
	| 'registers_item_write_off_proposed'
	| 'registers_item_no_write_off'
	| 'registers_item_written_off'
	| 'registers_item_return_first'
	| 'registers_item_already_asked_back'
	| 'registers_item_received';

const BECAUSE_OF_STATE: Partial<Record<ItemState, MoveRefusal>> = {
	ordered: 'registers_item_ordered',
	in_repair: 'registers_item_in_repair',
	missing: 'registers_item_missing',
	write_off_proposed: 'registers_item_write_off_proposed'
};

const BECAUSE_OF_EVENT: Partial<Record<ItemEvent, MoveRefusal>> = {
	received: 'registers_item_received',
	back_from_repair: 'registers_item_not_in_repair',
	found: 'registers_item_not_missing',
	written_off: 'registers_item_no_write_off',
	write_off_withdrawn: 'registers_item_no_write_off'
};

function refusal(state: ItemState, event: ItemEvent): MoveRefusal {
	if (state === 'written_off') return 'registers_item_written_off';
	const because = BECAUSE_OF_EVENT[event] ?? BECAUSE_OF_STATE[state];
	if (because) return because;
	if (event === 'accepted' || event === 'refused') return 'registers_item_not_handed_over';
	if (event === 'released') return 'registers_item_not_reserved';
	if (event === 'handed_over') return 'registers_item_already_held';
	if (event === 'reserved' && state !== 'reserved') return 'registers_item_already_held';
	if (event === 'write_off_proposed' && state !== 'reserved') return 'registers_item_return_first';
	if (event === 'asked_back' && state === 'to_be_returned') {
		return 'registers_item_already_asked_back';
	}
	return state === 'reserved' ? 'registers_item_reserved' : 'registers_item_not_held';
}

/**
 * Where an event leads. What comes back from repair or is found again goes to whoever still has it, otherwise into
 * stock; what is not written off after all goes back to what it was (`before`).
 */
function target(event: ItemEvent, state: ItemState, isOut: boolean, before: ItemState): ItemState {
	switch (event) {
		case 'received':
		case 'released':
		case 'refused':
		case 'returned':
			return 'in_stock';
		case 'reserved':
			return 'reserved';
		case 'handed_over':
			return 'handed_over';
		case 'accepted':
		case 'kept':
		case 'passed_on':
			return 'in_use';
		case 'asked_back':
			return 'to_be_returned';
		case 'relocated':
			return state;
		case 'sent_to_repair':
			return 'in_repair';
		case 'back_from_repair':
		case 'found':
			return isOut ? 'in_use' : 'in_stock';
		case 'reported_missing':
			return 'missing';
		case 'write_off_proposed':
			return 'write_off_proposed';
		case 'write_off_withdrawn':
			return before;
		case 'written_off':
			return 'written_off';
	}
}

/** What the next state follows from. */
export type StateBefore = {
	state: ItemState;
	/** Since when somebody or a room has it; null on the shelf. */
	heldSince: string | null;
	/** The state it was in before a write-off was proposed. */
	beforeProposal: ItemState | null;
};

/** The state after an event, or why it cannot happen now. Pure: commands, screens and the rebuilding ask the same. */
export function afterEvent(
	{ state, heldSince, beforeProposal }: StateBefore,
	event: ItemEvent
): { ok: true; to: ItemState } | { ok: false; because: MoveRefusal } {
	if (!FROM[event].includes(state)) return { ok: false, because: refusal(state, event) };
	const to = target(event, state, heldSince !== null, beforeProposal ?? 'in_stock');
	return { ok: true, to };
}

/** The events that are possible from a state: what a screen offers. */
export function possibleEvents(state: ItemState): ItemEvent[] {
	return ITEM_EVENTS.filter((event) => FROM[event].includes(state));
}

/** What the desk can do to one item by a short form on its page, each by a command that makes an act. */
export const PLAIN_MOVES = [
	'hand_over',
	'ask_back',
	'keep',
	'return',
	'relocate',
	'report_missing',
	'find',
	'release'
] as const;
export type PlainMove = (typeof PLAIN_MOVES)[number];

/** The same with what has a page of its own, which asks more. */
export const ITEM_MOVES = [
	...PLAIN_MOVES,
	'send_to_repair',
	'back_from_repair',
	'write_off'
] as const;
export type ItemMove = (typeof ITEM_MOVES)[number];

const EVENT_OF: Record<ItemMove, ItemEvent> = {
	hand_over: 'handed_over',
	ask_back: 'asked_back',
	keep: 'kept',
	return: 'returned',
	relocate: 'relocated',
	send_to_repair: 'sent_to_repair',
	back_from_repair: 'back_from_repair',
	report_missing: 'reported_missing',
	find: 'found',
	release: 'released',
	write_off: 'write_off_proposed'
};

/** The moves that a screen offers for an item in this state. */
export function possibleMoves(state: ItemState): ItemMove[] {
	return ITEM_MOVES.filter((move) => FROM[EVENT_OF[move]].includes(state));
}
