import { m } from '#lib/paraglide/messages.js';
import type { BundleLineKind, ChangeKind, ChangeState, LineAct } from './change-kinds.ts';

const KINDS: Record<ChangeKind, () => string> = {
	joiner: m.moves_joiner,
	mover: m.moves_mover,
	leaver: m.moves_leaver
};

const STATES: Record<ChangeState, () => string> = {
	open: m.moves_state_open,
	done: m.moves_state_done,
	cancelled: m.moves_state_cancelled
};

const ACTS: Record<LineAct, () => string> = {
	add: m.moves_act_add,
	keep: m.moves_act_keep,
	drop: m.moves_act_drop
};

const GIFTS: Record<BundleLineKind, () => string> = {
	right: m.moves_kind_right,
	seat: m.moves_kind_seat,
	item: m.moves_kind_item,
	module: m.moves_kind_module
};

/** "comes", "moves", "leaves". */
export const changeWord = (kind: ChangeKind) => KINDS[kind]();

/** Where a change stands, in a word. */
export const stateWord = (state: ChangeState) => STATES[state]();

/** What becomes of a line; what is not held is not dropped but left out. */
export const actWord = (act: LineAct, held: boolean) =>
	act === 'drop' && !held ? m.moves_act_leave_out() : ACTS[act]();

/** What kind of thing a bundle gives. */
export const giftWord = (kind: BundleLineKind) => GIFTS[kind]();
