import type {
	NotificationParams,
	NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import { config } from '#lib/server/config.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { composeLetter } from '#lib/server/mail/compose-letter.ts';
import { outboxMessage, type LetterCalendar } from '#lib/server/notifications/tables.ts';
import type { Addressee } from '#lib/server/people/list-addressees.ts';
import { getPublicSettings } from '#lib/server/settings/settings.ts';

/** Name of the job that empties the outbox. */
export const DELIVER_JOB = 'mail.deliver';

/** One letter to write: to whom, and whether it waits for the day's summary. */
export type LetterOrder = { person: Addressee; digest: boolean };

/** What letters are about. */
export type LetterEvent = {
	kind: NotificationKind;
	subject: { noun: string; id: string; href: string };
	params: NotificationParams;
	calendar?: (reader: Addressee) => LetterCalendar;
	at: Date;
};

const ROWS_AT_ONCE = 500;

/** Puts letters into the outbox, in the caller's transaction, and wakes the mail job at its commit. */
export async function writeLetters(
	tx: Tx,
	event: LetterEvent,
	orders: readonly LetterOrder[]
): Promise<void> {
	if (orders.length === 0) return;
	const context = {
		origin: config().origin,
		settings: await getPublicSettings(tx),
		now: event.at
	};
	const rows = orders.map(({ person, digest }): typeof outboxMessage.$inferInsert => ({
		id: newId(),
		personId: person.id,
		to: person.email,
		kind: event.kind,
		noun: event.subject.noun,
		recordId: event.subject.id,
		locale: person.locale,
		...composeLetter(
			{ kind: event.kind, params: event.params, href: event.subject.href },
			person,
			context
		),
		calendar: event.calendar?.(person) ?? null,
		state: digest ? 'digest' : 'waiting',
		nextAttemptAt: event.at,
		createdAt: event.at
	}));
	for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
		await tx.insert(outboxMessage).values(rows.slice(start, start + ROWS_AT_ONCE));
	}
	if (orders.some((order) => !order.digest)) await enqueue(tx, DELIVER_JOB);
}
