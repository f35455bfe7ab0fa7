import type { ItemEvent } from './item-states.ts';

/**
 * The documents that move items. The first eight are those of the accounts; `entry` is a record of what moves an item
 * without changing hands: reserved, asked back, not found, found, a write-off proposed.
 */
export const ACT_KINDS = [
	'receipt',
	'handover',
	'return',
	'transfer',
	'repair_out',
	'repair_in',
	'stock_take',
	'write_off',
	'entry'
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** Letters before the number of an act, in every language: `ÜA-2026-014`. */
export const ACT_PREFIX: Record<ActKind, string> = {
	receipt: 'VA',
	handover: 'ÜA',
	return: 'TA',
	transfer: 'LA',
	repair_out: 'RV',
	repair_in: 'RT',
	stock_take: 'IN',
	write_off: 'MA',
	entry: 'KA'
};

/** What the lines of an act of each kind may bring about. */
export const EVENTS_OF_ACT: Record<ActKind, readonly ItemEvent[]> = {
	receipt: ['received'],
	handover: ['handed_over', 'accepted', 'refused'],
	return: ['returned'],
	transfer: ['relocated', 'passed_on'],
	repair_out: ['sent_to_repair'],
	repair_in: ['back_from_repair'],
	stock_take: ['relocated', 'reported_missing', 'found', 'returned'],
	write_off: ['written_off'],
	entry: [
		'reserved',
		'released',
		'asked_back',
		'kept',
		'reported_missing',
		'found',
		'write_off_proposed',
		'write_off_withdrawn'
	]
};

/** `ÜA-2026-014`: kind, year, number within both, at least three digits. */
export const actNumber = (kind: ActKind, year: number, seq: number): string =>
	`${ACT_PREFIX[kind]}-${year}-${String(seq).padStart(3, '0')}`;

/** Waits for signatures, has them all, was refused by the one who should receive, or was withdrawn before that. */
export const ACT_STATES = ['open', 'complete', 'refused', 'cancelled'] as const;
export type ActState = (typeof ACT_STATES)[number];

/** As what somebody signs an act. */
export const SIGNER_ROLES = ['gives', 'receives', 'commission', 'approves'] as const;
export type SignerRole = (typeof SIGNER_ROLES)[number];

/** How somebody signed: signed in to the portal, with a finger on the agent's screen, on paper that was scanned. */
export const SIGNING_METHODS = ['portal', 'screen', 'paper'] as const;
export type SigningMethod = (typeof SIGNING_METHODS)[number];
