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

/** States that take one of the seats: somebody who is offered one has it until the offer ends. */
export const TAKES_A_SEAT: readonly SeatState[] = ['seated', 'offered', 'attended', 'absent'];

/** What a session is at a moment, in the words of its page. */
export type SessionPhase = 'open' | 'closed_for_sign_up' | 'running' | 'over' | 'cancelled';

/** Worked out from the clock: nothing about a session changes by itself but this. */
export function sessionPhase(
	session: { startsAt: Date; endsAt: Date; signUpUntil: Date; cancelledAt: Date | null },
	now: Date
): SessionPhase {
	if (session.cancelledAt) return 'cancelled';
	if (now >= session.endsAt) return 'over';
	if (now >= session.startsAt) return 'running';
	return now > session.signUpUntil ? 'closed_for_sign_up' : 'open';
}

/** Minutes before its beginning from which attendance can be marked, by list or by code. */
export const ATTENDANCE_OPENS_MINUTES = 30;

/** Days after a session within which its list can still be corrected. */
export const ATTENDANCE_CLOSES_DAYS = 14;

/** Whether attendance can be marked now. */
export function attendanceOpen(session: { startsAt: Date; endsAt: Date }, now: Date): boolean {
	const from = session.startsAt.getTime() - ATTENDANCE_OPENS_MINUTES * 60_000;
	const until = session.endsAt.getTime() + ATTENDANCE_CLOSES_DAYS * 86_400_000;
	return now.getTime() >= from && now.getTime() <= until;
}

/** Seconds for which an attendance code on the screen is good: photographed and sent on, it is soon nothing. */
export const CODE_SECONDS = 30;

/** So many minutes a mark on the list can be taken back as a wrong tap. */
const UNDO_MINUTES = 10;

/** Has somebody just been marked on the list as present? */
export function mayUndoMark(
	seat: { state: SeatState; markedBy: 'list' | 'code' | null; markedAt: Date | null },
	now: Date
): boolean {
	if (seat.state !== 'attended' || seat.markedBy !== 'list' || !seat.markedAt) return false;
	return now.getTime() - seat.markedAt.getTime() < UNDO_MINUTES * 60_000;
}
