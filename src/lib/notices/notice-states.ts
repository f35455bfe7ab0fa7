/** What a notice tells of. `outage` starts in progress; `information` has no window. */
export const NOTICE_KINDS = ['planned_work', 'outage', 'change', 'information'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How badly an affected thing is touched, mildest first. */
export const IMPACTS = ['none', 'degraded', 'unavailable'] as const;
export type Impact = (typeof IMPACTS)[number];

/** What a notice may name as affected. `role` is a role in an information system. */
export const AFFECTED_KINDS = [
	'system',
	'role',
	'software',
	'item',
	'place',
	'unit',
	'person'
] as const;
export type AffectedKind = (typeof AFFECTED_KINDS)[number];

/**
 * Where a notice stands. The clock may bring it to `in_progress` and to `awaiting_confirmation`; that it works again is
 * said by a person. `information` goes from `announced` to `closed`.
 */
export const NOTICE_STATES = [
	'draft',
	'announced',
	'in_progress',
	'awaiting_confirmation',
	'restored',
	'closed',
	'cancelled'
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** What may be done with a notice, and what it becomes by that. */
export const NOTICE_ACTS = {
	/** Freezes the audience and tells it. An outage is in progress at once. */
	announce: { from: ['draft'], to: 'announced' },
	start: { from: ['announced'], to: 'in_progress' },
	/** By the clock, at the planned end. */
	overrun: { from: ['in_progress'], to: 'awaiting_confirmation' },
	/** A new end while it is going on: readers have an estimate again. */
	extend: { from: ['in_progress', 'awaiting_confirmation'], to: 'in_progress' },
	/** Another window before it has begun. Same thread, same calendar entry, higher sequence. */
	reschedule: { from: ['announced'], to: 'announced' },
	/** Works in part; goes on. */
	partly: { from: ['in_progress', 'awaiting_confirmation'], to: null },
	restore: { from: ['announced', 'in_progress', 'awaiting_confirmation'], to: 'restored' },
	/** Broken off, the old state brought back: restored, and the change did not happen. */
	roll_back: { from: ['in_progress', 'awaiting_confirmation'], to: 'restored' },
	/** It does not work after all. */
	reopen: { from: ['restored'], to: 'in_progress' },
	cancel: { from: ['announced'], to: 'cancelled' },
	close: { from: ['restored', 'announced'], to: 'closed' },
	/** News to everybody affected. */
	tell: { from: ['announced', 'in_progress', 'awaiting_confirmation', 'restored'], to: null }
} as const satisfies Record<string, { from: readonly NoticeState[]; to: NoticeState | null }>;
export type NoticeAct = keyof typeof NOTICE_ACTS;

/** May this be done with a notice in this state? Information is closed without having begun, other kinds are not. */
export function mayAct(act: NoticeAct, notice: { state: NoticeState; kind: NoticeKind }): boolean {
	const { from } = NOTICE_ACTS[act];
	if (!(from as readonly NoticeState[]).includes(notice.state)) return false;
	if (notice.kind === 'information') return !['start', 'restore', 'roll_back'].includes(act);
	return act !== 'close' || notice.state === 'restored';
}

/** It is going on: people are without something now. */
export const isGoingOn = (state: NoticeState) =>
	state === 'in_progress' || state === 'awaiting_confirmation';

/** It happened and works again: a report may be written about it. */
export const hasEnded = (state: NoticeState) => state === 'restored' || state === 'closed';

/** Nothing more will come of it. */
export const isOver = (state: NoticeState) =>
	state === 'restored' || state === 'closed' || state === 'cancelled';

/** Its banner stays while it is going on, whatever a reader pressed. */
export const isCritical = (notice: { state: NoticeState; impact: Impact }) =>
	notice.impact === 'unavailable' && isGoingOn(notice.state);

/** The gravest of some impacts. */
export function worstImpact(impacts: readonly Impact[]): Impact {
	return IMPACTS[Math.max(0, ...impacts.map((impact) => IMPACTS.indexOf(impact)))] ?? 'none';
}
