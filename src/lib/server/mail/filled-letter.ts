import { letterText, type outboxMessage } from '#lib/server/notifications/tables.ts';
import type { Letter } from '#lib/server/mail/mail-server.ts';

/** The words of a letter that many get alike, as a query joins them to its row. */
export const sharedWords = {
	body: letterText.body,
	html: letterText.html,
	calendar: letterText.calendar
};
export type SharedWords = Pick<typeof letterText.$inferSelect, keyof typeof sharedWords>;

type Row = typeof outboxMessage.$inferSelect;

/** The letter as it is sent: its own words, or those it shares; a shared calendar entry names its one reader. Pure. */
export function filledLetter(row: Row, shared: SharedWords | null): Letter {
	if (!shared) return row;
	const { body, html, calendar } = shared;
	return {
		...row,
		body,
		html,
		calendar: calendar && { ...calendar, content: withAttendee(calendar.content, row.to) }
	};
}

/** Calendars take an invitation only from an entry that names whom it invites (RFC 5546, 3.2.2). */
function withAttendee(content: string, address: string): string {
	const line = `ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:${address}`;
	return content.replaceAll('\r\nEND:VEVENT', () => `\r\n${fold(line)}\r\nEND:VEVENT`);
}

/** Lines of a calendar have at most 75 bytes (RFC 5545, 3.1). Addresses are ASCII, or fold by letters. */
function fold(line: string): string {
	const parts: string[] = [];
	let part = '';
	for (const letter of line) {
		if (Buffer.byteLength(part + letter) > 74) {
			parts.push(part);
			part = '';
		}
		part += letter;
	}
	return [...parts, part].join('\r\n ');
}
