/** Where somebody stands with a session. */
export const SEAT_STATES = [
	'seated',
	'waiting',
	'offered',
	'given_up',
	'attended',
	'absent'
] as const;
export type SeatState = (typeof SEAT_STATES)[number];
