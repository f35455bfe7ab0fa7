import { and, eq, inArray, isNull } from 'drizzle-orm';
import {
	NOTIFICATION_TOPICS,
	ruleOf,
	type MailChoice,
	type NotificationParams,
	type NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { announceBell } from '#lib/server/live/announce.ts';
import { writeLetters, type LetterOrder } from '#lib/server/mail/write-letters.ts';
import {
	bellEntry,
	notificationPreference,
	type LetterCalendar
} from '#lib/server/notifications/tables.ts';
import { listAddressees, type Addressee } from '#lib/server/people/list-addressees.ts';

/** Something that people are told about. */
export type NotificationEvent = {
	kind: NotificationKind;
	/** Who is told. Twice the same person is once; somebody who has left is not told. */
	recipients: readonly string[];
	/** What it is about, and the page that shows it: a path in the portal. */
	subject: { noun: string; id: string; href: string };
	/** Facts for the text; dates as ISO texts. */
	params: NotificationParams;
	at: Date;
	/** An entry for the calendar of each reader, in their language; such a letter never waits for a digest. */
	calendar?: (reader: Addressee) => LetterCalendar;
	/** Who is not told after all: whoever did it. */
	exclude?: readonly string[];
};

/**
 * Tells people of an event: a line under the bell, and a letter in each one's language as they chose for its
 * topic, where they have a mailbox. Writes rows in the caller's transaction and sends nothing; open pages and the mail job hear of it at the
 * commit. The same event about the same record, while the line of the first is unread, becomes one line.
 */
export async function notify(tx: Tx, event: NotificationEvent): Promise<void> {
	const left = new Set(event.exclude);
	const ids = [...new Set(event.recipients)].filter((id) => !left.has(id));
	if (ids.length === 0) return;
	// Side by side on one connection: the answers of each pair come in one round trip.
	const [people, choices] = await Promise.all([
		listAddressees(tx, ids),
		choicesOf(tx, event.kind, ids)
	]);
	if (people.length === 0) return;
	const orders = people.flatMap((person): LetterOrder[] => {
		if (!person.hasMailbox) return [];
		const choice = choices.get(person.id) ?? 'now';
		return choice === 'never' ? [] : [{ person, digest: choice === 'digest' && !event.calendar }];
	});
	await Promise.all([
		ruleOf(event.kind).letterOnly ? undefined : ringBell(tx, event, people),
		writeLetters(tx, event, orders)
	]);
}

async function choicesOf(
	tx: Tx,
	kind: NotificationKind,
	ids: readonly string[]
): Promise<Map<string, MailChoice>> {
	const { topic } = ruleOf(kind);
	if (topic === 'account') return new Map();
	const chosen = await tx
		.select({ personId: notificationPreference.personId, mail: notificationPreference.mail })
		.from(notificationPreference)
		.where(
			and(
				inArray(notificationPreference.personId, [...ids]),
				eq(notificationPreference.topic, topic)
			)
		);
	const fallback: MailChoice = NOTIFICATION_TOPICS[topic].mail;
	const choices = new Map<string, MailChoice>(ids.map((id) => [id, fallback]));
	for (const { personId, mail } of chosen) choices.set(personId, mail);
	return choices;
}

async function ringBell(
	tx: Tx,
	event: NotificationEvent,
	people: readonly Addressee[]
): Promise<void> {
	const { kind, subject, at } = event;
	const ids = people.map((person) => person.id);
	const replaced = await tx
		.delete(bellEntry)
		.where(
			and(
				inArray(bellEntry.personId, ids),
				eq(bellEntry.noun, subject.noun),
				eq(bellEntry.recordId, subject.id),
				eq(bellEntry.kind, kind),
				isNull(bellEntry.readAt)
			)
		)
		.returning({ personId: bellEntry.personId, times: bellEntry.times });
	const times = new Map(replaced.map((entry) => [entry.personId, entry.times]));
	// A link that opens an account must not lie where it is not needed.
	const params = { ...event.params, link: undefined };
	await tx.insert(bellEntry).values(
		ids.map((personId) => ({
			id: newId(),
			personId,
			kind,
			noun: subject.noun,
			recordId: subject.id,
			params,
			href: subject.href,
			times: (times.get(personId) ?? 0) + 1,
			createdAt: at
		}))
	);
	await announceBell(tx, ids);
}
