/**
 * The life of a seat. What was asked for and is not given yet is an open task of a request, not a seat. An unused
 * seat is proposed for reclaim, its holder is asked first, and keeps it until a day or loses it.
 */
export const SEAT_STATES = ['active', 'reclaim_proposed', 'asked', 'kept', 'revoked'] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** What a licence is counted by. */
export const LICENCE_METRICS = [
	'person',
	'device',
	'site',
	'concurrent',
	'subscription',
	'free'
] as const;
export type LicenceMetric = (typeof LICENCE_METRICS)[number];

/** A purchase that is agreed but has not come yet lets a seat be given; only what has come counts in the position. */
export const LICENCE_STATES = ['ordered', 'valid', 'withdrawn'] as const;
export type LicenceState = (typeof LICENCE_STATES)[number];

/** States in which a seat is being taken back, or is spared for a time. */
export const RECLAIM_STATES = ['reclaim_proposed', 'asked', 'kept'] as const;
