import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { localize } from '#lib/i18n/localized.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { config } from '#lib/server/config.ts';
import type { LetterCalendar } from '#lib/server/notifications/tables.ts';
import type { Addressee } from '#lib/server/people/list-addressees.ts';
import type { LockedSession } from './session-record.ts';
import { placeOf } from './session-words.ts';

/**
 * The session as a calendar entry in the reader's language (RFC 5545, RFC 5546). Every letter about a session bears
 * the same UID and a higher sequence, so that a calendar moves or removes the entry it has.
 */
export function sessionCalendar(
	session: LockedSession,
	reader: Pick<Addressee, 'name' | 'email' | 'locale'>,
	method: LetterCalendar['method'],
	at: Date
): LetterCalendar {
	const { origin, mailFrom } = config();
	const address = `${origin}/training/courses/${session.id}`;
	const calendar = new ICalCalendar({
		prodId: { company: 'Abilaud', product: 'Abilaud', language: reader.locale.toUpperCase() },
		method: method === 'CANCEL' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST
	});
	const event = calendar.createEvent({
		id: sessionUid(session.id, origin),
		sequence: session.sequence,
		stamp: at,
		start: session.startsAt,
		end: session.endsAt,
		summary: localize(moduleTitle(session.titles), reader.locale),
		location: localize(placeOf(session), reader.locale),
		description: [session.teacher, session.note, address].filter(Boolean).join('\n'),
		url: address,
		status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
		organizer: { name: 'Abilaud', email: bareAddress(mailFrom) }
	});
	event.createAttendee({ name: reader.name, email: reader.email, rsvp: false });
	return { method, content: calendar.toString() };
}

/** The same for ever: what calendars know the session by. */
export const sessionUid = (sessionId: string, origin: string) =>
	`course-${sessionId}@${new URL(origin).hostname}`;

const bareAddress = (from: string) => /<([^>]+)>/.exec(from)?.[1] ?? from;
