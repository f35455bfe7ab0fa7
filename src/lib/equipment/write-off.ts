/** Looked at by the commission, decided on by the management, decided, then taken away for good. */
export const WRITE_OFF_STATES = [
	'commission',
	'approval',
	'approved',
	'disposed',
	'rejected',
	'withdrawn'
] as const;
export type WriteOffState = (typeof WRITE_OFF_STATES)[number];

/** What a member of the commission says of a proposal. */
export const COMMISSION_OPINIONS = ['agrees', 'disagrees'] as const;
export type CommissionOpinion = (typeof COMMISSION_OPINIONS)[number];

/** How the data of a thing was destroyed (NIST SP 800-88r1: clear, purge, destroy), or that it holds none. */
export const WIPE_METHODS = ['clear', 'purge', 'destroy', 'no_data'] as const;
export type WipeMethod = (typeof WIPE_METHODS)[number];
