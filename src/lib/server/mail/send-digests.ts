import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { composeDigest } from '#lib/server/mail/compose-letter.ts';
import { DELIVER_JOB } from '#lib/server/mail/write-letters.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { listAddressees } from '#lib/server/people/list-addressees.ts';
import { getPublicSettings, getWorkingHours } from '#lib/server/settings/settings.ts';
import { dayAt, workingCalendar } from '#lib/working-time/calendar.ts';

/** More lines than this are not read in a letter; the rest stands under the bell. */
const MOST_LINES = 100;

/**
 * The digest job, each morning at 8: gathers for each person the letters that waited for the summary into
 * one, in their language. Does nothing on days off. Run twice, the second finds nothing.
 * Returns how many summaries it wrote.
 */
export async function sendDigests(
	db: Db,
	clock: Clock,
	options: { origin?: string } = {}
): Promise<number> {
	const now = clock.now();
	const calendar = workingCalendar(await getWorkingHours(db, 'office'));
	const today = dayAt(calendar, now.getTime());
	if (today.table.intervals[today.index]?.length === 0) return 0;
	const waiting = await db
		.selectDistinct({ personId: outboxMessage.personId })
		.from(outboxMessage)
		.where(eq(outboxMessage.state, 'digest'));
	let written = 0;
	for (const { personId } of waiting) {
		if (personId && (await gather(db, personId, now, options.origin ?? config().origin))) {
			written += 1;
		}
	}
	return written;
}

function gather(db: Db, personId: string, now: Date, origin: string): Promise<boolean> {
	return withTransaction(db, async (tx) => {
		const letters = await tx
			.select({ id: outboxMessage.id, subject: outboxMessage.subject, href: outboxMessage.href })
			.from(outboxMessage)
			.where(and(eq(outboxMessage.personId, personId), eq(outboxMessage.state, 'digest')))
			.orderBy(asc(outboxMessage.id))
			.for('update', { skipLocked: true });
		if (letters.length === 0) return false;
		const ids = letters.map((letter) => letter.id);
		const [addressee] = await listAddressees(tx, [personId]);
		const person = addressee?.hasMailbox ? addressee : undefined;
		const id = person ? newId() : null;
		if (person && id) {
			const context = { origin, settings: await getPublicSettings(tx), now };
			await tx.insert(outboxMessage).values({
				id,
				personId,
				to: person.email,
				kind: 'digest',
				locale: person.locale,
				...composeDigest(letters.slice(-MOST_LINES), person, context),
				state: 'waiting',
				nextAttemptAt: now,
				createdAt: now
			});
			await enqueue(tx, DELIVER_JOB);
		}
		// Whoever has left meanwhile gets no letter, and nothing waits for them any longer.
		await tx
			.update(outboxMessage)
			.set({ state: 'gathered', digestId: id })
			.where(inArray(outboxMessage.id, ids));
		return person !== undefined;
	});
}
