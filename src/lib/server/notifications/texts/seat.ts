import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said to whoever has a seat that nobody seems to use. */
export const seatTexts: KindTexts<'seat'> = {
	'seat.asked': {
		line: m.licences_line_seat_asked,
		subject: m.licences_subject_seat_asked
	},
	'seat.asked_reminder': {
		line: m.licences_line_seat_reminder,
		subject: m.licences_subject_seat_reminder
	}
};
