import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { CommissionOpinion, WipeMethod, WriteOffState } from './write-off.ts';

const states: Record<WriteOffState, { word: () => string; kind: StateKind }> = {
	commission: { word: m.writeoff_state_commission, kind: 'waiting' },
	approval: { word: m.writeoff_state_approval, kind: 'waiting' },
	approved: { word: m.writeoff_state_approved, kind: 'progress' },
	disposed: { word: m.writeoff_state_disposed, kind: 'done' },
	rejected: { word: m.writeoff_state_rejected, kind: 'problem' },
	withdrawn: { word: m.writeoff_state_withdrawn, kind: 'info' }
};

const methods: Record<WipeMethod, () => string> = {
	clear: m.writeoff_wipe_clear,
	purge: m.writeoff_wipe_purge,
	destroy: m.writeoff_wipe_destroy,
	no_data: m.writeoff_wipe_no_data
};

const opinions: Record<CommissionOpinion, () => string> = {
	agrees: m.writeoff_agrees,
	disagrees: m.writeoff_disagrees
};

/** "ootab komisjoni" */
export const writeOffWord = (state: WriteOffState): string => states[state].word();

/** Icon and colour of a state. */
export const writeOffKind = (state: WriteOffState): StateKind => states[state].kind;

/** How data was destroyed: "kirjutati üle". */
export const wipeWord = (method: WipeMethod): string => methods[method]();

/** What a member of the commission says: "nõus". */
export const opinionWord = (opinion: CommissionOpinion): string => opinions[opinion]();
