/** States an item can be in. */
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

/** What can happen to an item; each command makes exactly one of these moves. */
export const ITEM_MOVES = [
	'hand_over',
	'ask_back',
	'return',
	'relocate',
	'send_to_repair',
	'back_from_repair',
	'report_missing',
	'find',
	'write_off'
] as const;
export type ItemMove = (typeof ITEM_MOVES)[number];

/** Somebody, or a room, has it: it is not on the shelf. */
const OUT: readonly ItemState[] = ['handed_over', 'in_use', 'to_be_returned'];

const FROM: Record<ItemMove, readonly ItemState[]> = {
	hand_over: ['in_stock', 'reserved'],
	ask_back: ['handed_over', 'in_use'],
	return: OUT,
	relocate: ['in_stock', 'reserved', ...OUT],
	send_to_repair: ['in_stock', ...OUT],
	back_from_repair: ['in_repair'],
	report_missing: ['in_stock', 'reserved', 'in_repair', ...OUT],
	find: ['missing'],
	write_off: ['in_stock', 'in_repair', 'missing']
};

/** Why a move is refused; a message of the registers, so that the screen can say it. */
export type MoveRefusal =
	| 'registers_item_already_held'
	| 'registers_item_not_held'
	| 'registers_item_reserved'
	| 'registers_item_in_repair'
	| 'registers_item_not_in_repair'
	| 'registers_item_missing'
	| 'registers_item_not_missing'
	| 'registers_item_written_off'
	| 'registers_item_return_first'
	| 'registers_item_already_asked_back';

const BECAUSE_OF_STATE: Partial<Record<ItemState, MoveRefusal>> = {
	in_repair: 'registers_item_in_repair',
	missing: 'registers_item_missing',
	written_off: 'registers_item_written_off'
};

function refusal(state: ItemState, move: ItemMove): MoveRefusal {
	if (state === 'written_off') return 'registers_item_written_off';
	if (move === 'back_from_repair') return 'registers_item_not_in_repair';
	if (move === 'find') return 'registers_item_not_missing';
	const because = BECAUSE_OF_STATE[state];
	if (because) return because;
	if (move === 'hand_over') return 'registers_item_already_held';
	if (move === 'write_off' && state !== 'reserved') return 'registers_item_return_first';
	if (move === 'ask_back' && state === 'to_be_returned') return 'registers_item_already_asked_back';
	return state === 'reserved' ? 'registers_item_reserved' : 'registers_item_not_held';
}

/** Where a move leads. What comes back from repair or is found again goes to its holder, if it still has one. */
function target(move: ItemMove, state: ItemState, isHeld: boolean): ItemState {
	switch (move) {
		case 'hand_over':
			return 'in_use';
		case 'ask_back':
			return 'to_be_returned';
		case 'return':
			return 'in_stock';
		case 'relocate':
			return state;
		case 'send_to_repair':
			return 'in_repair';
		case 'back_from_repair':
		case 'find':
			return isHeld ? 'in_use' : 'in_stock';
		case 'report_missing':
			return 'missing';
		case 'write_off':
			return 'written_off';
	}
}

/** The state after a move, or why the move is not possible now. Pure: commands and screens ask the same. */
export function afterMove(
	state: ItemState,
	move: ItemMove,
	isHeld: boolean
): { ok: true; to: ItemState } | { ok: false; because: MoveRefusal } {
	if (!FROM[move].includes(state)) return { ok: false, because: refusal(state, move) };
	return { ok: true, to: target(move, state, isHeld) };
}

/** The moves that are possible from a state: what a screen offers. */
export function possibleMoves(state: ItemState): ItemMove[] {
	return ITEM_MOVES.filter((move) => FROM[move].includes(state));
}
