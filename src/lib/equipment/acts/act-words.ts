import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { ActKind, ActState } from '../act-kinds.ts';

type Word = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const KINDS: Record<ActKind, Word> = {
	receipt: m.acts_kind_receipt,
	handover: m.acts_kind_handover,
	return: m.acts_kind_return,
	transfer: m.acts_kind_transfer,
	repair_out: m.acts_kind_repair_out,
	repair_in: m.acts_kind_repair_in,
	stock_take: m.acts_kind_stock_take,
	write_off: m.acts_kind_write_off,
	entry: m.acts_kind_entry
};

const STATES: Record<ActState, { word: Word; kind: StateKind }> = {
	open: { word: m.acts_state_open, kind: 'waiting' },
	complete: { word: m.acts_state_complete, kind: 'done' },
	refused: { word: m.acts_state_refused, kind: 'problem' },
	cancelled: { word: m.acts_state_cancelled, kind: 'done' }
};

/** "Handover act" in a language. */
export const actKindWordIn = (kind: ActKind, locale: Locale): string => KINDS[kind]({}, { locale });
/** "Handover act" */
export const actKindWord = (kind: ActKind): string => actKindWordIn(kind, getLocale());
/** "Waits for signatures" in a language. */
export const actStateWordIn = (state: ActState, locale: Locale): string =>
	STATES[state].word({}, { locale });
/** "Waits for signatures" */
export const actStateWord = (state: ActState): string => actStateWordIn(state, getLocale());
/** Icon and colour of a state. */
export const actStateKind = (state: ActState): StateKind => STATES[state].kind;
