import { formatDay, formatDayShort, formatTime } from '#lib/format/dates.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { SeatState, SessionPhase } from './course-session.ts';

type Times = { startsAt: Date; endsAt: Date };

/** "reede, 27. november kell 10.00–12.00". */
export function sessionWhen({ startsAt, endsAt }: Times, locale: Locale, now: Date): string {
	return m.courses_when({
		day: formatDay(startsAt, locale, 'plain', now),
		hours: `${formatTime(startsAt, locale)}–${formatTime(endsAt, locale)}`
	});
}

/** The same for a column. */
export const sessionWhenShort = ({ startsAt, endsAt }: Times, locale: Locale, now: Date): string =>
	`${formatDayShort(startsAt, locale, now)}, ${formatTime(startsAt, locale)}–${formatTime(endsAt, locale)}`;

/** Place and room in one line. */
export const sessionWhere = (
	session: { placeName: LocalizedText | null; room: string },
	locale: Locale
): string =>
	[session.placeName && localize(session.placeName, locale), session.room]
		.filter(Boolean)
		.join(', ');

const SEATS: Record<SeatState, { kind: StateKind; word: () => string }> = {
	seated: { kind: 'done', word: m.courses_seat_seated },
	waiting: { kind: 'waiting', word: m.courses_seat_waiting },
	offered: { kind: 'yours', word: m.courses_seat_offered },
	given_up: { kind: 'info', word: m.courses_seat_given_up },
	attended: { kind: 'done', word: m.courses_seat_attended },
	absent: { kind: 'problem', word: m.courses_seat_absent }
};

/** How a seat's state looks and what it is called. */
export const seatLook = (state: SeatState) => SEATS[state];

const PHASES: Record<SessionPhase, () => string> = {
	open: m.courses_phase_open,
	closed_for_sign_up: m.courses_phase_closed,
	running: m.courses_phase_running,
	over: m.courses_phase_over,
	cancelled: m.courses_phase_cancelled
};

/** What a session's phase is called. */
export const phaseWord = (phase: SessionPhase) => PHASES[phase]();
