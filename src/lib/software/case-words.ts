import type { LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { CaseKind, CaseState, NameMatch } from './case-states.ts';

const KINDS: Record<CaseKind, () => string> = {
	forbidden: m.legality_kind_forbidden,
	unlicensed: m.legality_kind_unlicensed,
	outdated: m.legality_kind_outdated
};

/** What is wrong, in a word or two. */
export const caseKindWord = (kind: CaseKind): string => KINDS[kind]();

const WHY = {
	forbidden: m.legality_why_forbidden,
	unlicensed: m.legality_why_unlicensed,
	outdated: m.legality_why_outdated
};

/** What is wrong, as its reader should hear it. */
export const caseWhy = (kind: CaseKind): string => WHY[kind]();

const ENDS = {
	removed: m.legality_end_removed,
	licensed: m.legality_end_licensed,
	excused: m.legality_end_excused
};

const STATES: Record<CaseState, { word: () => string; look: StateKind }> = {
	open: { word: m.legality_state_open, look: 'waiting' },
	removed: { word: m.legality_state_removed, look: 'done' },
	licensed: { word: m.legality_state_licensed, look: 'done' },
	excused: { word: m.legality_state_excused, look: 'info' }
};

/** How a case stands. What is overdue says so. */
export const caseStateWord = (state: CaseState, overdue = false): string =>
	overdue ? m.legality_state_overdue() : STATES[state].word();

/** How that looks. */
export const caseStateLook = (state: CaseState, overdue = false): StateKind =>
	overdue ? 'problem' : STATES[state].look;

const MATCHES: Record<NameMatch, () => string> = {
	exact: m.legality_match_exact,
	starts: m.legality_match_starts,
	contains: m.legality_match_contains
};

/** How a rule looks at a name. */
export const nameMatchWord = (match: NameMatch): string => MATCHES[match]();

type Said = (inputs: Record<string, never>, options: { locale: 'et' | 'ru' | 'en' }) => string;

const inAll = (said: Said): LocalizedText => ({
	et: said({}, { locale: 'et' }),
	ru: said({}, { locale: 'ru' }),
	en: said({}, { locale: 'en' })
});

/** What is wrong, in every language: for what people are told. */
export const caseWhyIn = (kind: CaseKind): LocalizedText => inAll(WHY[kind]);

/** How a case ended, in every language. */
export const caseEndIn = (state: Exclude<CaseState, 'open'>): LocalizedText => inAll(ENDS[state]);
