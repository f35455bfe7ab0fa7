import type { ReviewAnswer, ReviewState } from '#lib/access/change-kinds.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { LineStand, RemovalStand } from './review-shapes.ts';

const states: Record<ReviewState, { word: () => string; kind: StateKind }> = {
	draft: { word: m.reviews_state_draft, kind: 'new' },
	open: { word: m.reviews_state_open, kind: 'progress' },
	closed: { word: m.reviews_state_closed, kind: 'done' }
};

/** "Käimas" */
export const stateWord = (state: ReviewState): string => states[state].word();

/** How a round's state is drawn. */
export const stateKind = (state: ReviewState): StateKind => states[state].kind;

const stands: Record<LineStand, { word: () => string; kind: StateKind }> = {
	none: { word: m.reviews_stand_none, kind: 'waiting' },
	keep: { word: m.reviews_stand_keep, kind: 'done' },
	remove: { word: m.reviews_stand_remove, kind: 'problem' },
	unknown: { word: m.reviews_stand_unknown, kind: 'info' },
	over: { word: m.reviews_stand_over, kind: 'info' }
};

/** "Jääb", "Vastamata" */
export const standWord = (stand: LineStand): string => stands[stand].word();

/** How it is drawn. */
export const standKind = (stand: LineStand): StateKind => stands[stand].kind;

const answers: Record<ReviewAnswer, () => string> = {
	keep: m.reviews_answer_keep,
	remove: m.reviews_answer_remove,
	unknown: m.reviews_answer_unknown
};

/** What a reviewer may say: "Jäta alles" */
export const answerWord = (answer: ReviewAnswer): string => answers[answer]();

const removals: Record<RemovalStand, typeof m.reviews_removal_open> = {
	open: m.reviews_removal_open,
	late: m.reviews_removal_late,
	done: m.reviews_removal_done,
	refused: m.reviews_removal_refused
};

/** How far the taking away is, in a given language: papers are not in their reader's. */
export const removalWordIn = (stand: RemovalStand, locale: Locale): string =>
	removals[stand]({}, { locale });

/** The same in the reader's language. */
export const removalWord = (stand: RemovalStand): string => removals[stand]();
