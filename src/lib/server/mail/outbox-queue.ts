import { and, eq, inArray, isNotNull, isNull, lte, sql, type SQL } from 'drizzle-orm';
import type { Db } from '#lib/server/db/client.ts';
import { filledLetter, sharedWords } from '#lib/server/mail/filled-letter.ts';
import type { Letter } from '#lib/server/mail/mail-server.ts';
import { withoutOneTimeLinks } from '#lib/server/mail/one-time-link.ts';
import { letterText, outboxMessage } from '#lib/server/notifications/tables.ts';

/** Minutes from each failure to the next try: 24 hours in all, then the letter has failed. */
export const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 240, 360, 684] as const;

/** A letter in `sending` for longer belonged to a process that is gone, and is sent again. */
const LEASE_MINUTES = 5;
const LETTERS_AT_ONCE = 1000;
const MINUTE = 60_000;

/** A letter that this process sends now. */
export type ClaimedLetter = Letter & { attempts: number };

const isDue = (now: Date) =>
	and(
		inArray(outboxMessage.state, ['waiting', 'sending']),
		lte(outboxMessage.nextAttemptAt, now),
		isNull(outboxMessage.withdrawnAt)
	);

/** Another letter of the same conversation to the same person, of which `which` holds (as `other`). */
const another = (which: SQL) => sql`exists (
	select 1 from ${outboxMessage} other
	where other.thread = ${outboxMessage.thread} and other.person_id = ${outboxMessage.personId}
		and other.id <> ${outboxMessage.id} and other.state in ('waiting', 'sending') and ${which})`;

/** Ids of letters that are due, oldest first; of a conversation with a person only the first. */
export async function dueLetters(db: Db, now: Date): Promise<string[]> {
	const earlier = another(sql`(other.state = 'sending' or (other.id < ${outboxMessage.id}
		and other.next_attempt_at <= ${now.toISOString()}::timestamptz))`);
	const due = await db
		.select({ id: outboxMessage.id })
		.from(outboxMessage)
		.where(and(isDue(now), sql`not ${earlier}`))
		.orderBy(outboxMessage.nextAttemptAt, outboxMessage.id)
		.limit(LETTERS_AT_ONCE);
	return due.map(({ id }) => id);
}

/**
 * Takes one letter for this process and says so in its row, just before it goes over the wire. Undefined when it is not
 * due any more: another process has it, or it was withdrawn.
 */
export async function claimLetter(
	db: Db,
	now: Date,
	id: string
): Promise<ClaimedLetter | undefined> {
	const [row] = await db
		.update(outboxMessage)
		.set({
			state: 'sending',
			attempts: sql`${outboxMessage.attempts} + 1`,
			nextAttemptAt: new Date(now.getTime() + LEASE_MINUTES * MINUTE)
		})
		.where(
			and(eq(outboxMessage.id, id), isDue(now), sql`not ${another(sql`other.state = 'sending'`)}`)
		)
		.returning();
	if (!row) return undefined;
	if (!row.textId) return row;
	const [shared] = await db
		.select(sharedWords)
		.from(letterText)
		.where(eq(letterText.id, row.textId));
	return { ...filledLetter(row, shared ?? null), attempts: row.attempts };
}

/** Addresses that let somebody in are taken out once they have been delivered. */
export async function markSent(db: Db, now: Date, letter: ClaimedLetter): Promise<void> {
	const words = letter.textId
		? {}
		: {
				body: withoutOneTimeLinks(letter.body),
				html: letter.html === null ? null : withoutOneTimeLinks(letter.html)
			};
	await db
		.update(outboxMessage)
		.set({ state: 'sent', sentAt: now, error: null, ...words })
		.where(eq(outboxMessage.id, letter.id));
}

/** Writes why a letter was not taken, and when it is tried again; withdrawn meanwhile, it is not. */
export async function postponeLetter(
	db: Db,
	now: Date,
	letter: ClaimedLetter,
	failure: { reason: string; forGood: boolean }
): Promise<'waiting' | 'failed'> {
	const minutes = failure.forGood ? undefined : RETRY_AFTER_MINUTES[letter.attempts - 1];
	const state = minutes === undefined ? 'failed' : 'waiting';
	const nextAttemptAt = new Date(now.getTime() + (minutes ?? 0) * MINUTE);
	await db
		.update(outboxMessage)
		.set({
			state: sql`case when ${outboxMessage.withdrawnAt} is not null and ${state} = 'waiting'
				then 'withdrawn' else ${state} end`,
			error: failure.reason,
			nextAttemptAt
		})
		.where(eq(outboxMessage.id, letter.id));
	return state;
}

/** Letters that were withdrawn while a process that has died was sending them are not sent again. */
export async function dropWithdrawn(db: Db, now: Date): Promise<void> {
	await db
		.update(outboxMessage)
		.set({ state: 'withdrawn' })
		.where(
			and(
				eq(outboxMessage.state, 'sending'),
				lte(outboxMessage.nextAttemptAt, now),
				isNotNull(outboxMessage.withdrawnAt)
			)
		);
}

/** Where no mail server is set, what is due stays to be read in the outbox. Returns how many. */
export async function keepLetters(db: Db, now: Date): Promise<number> {
	const kept = await db
		.update(outboxMessage)
		.set({ state: 'kept' })
		.where(isDue(now))
		.returning({ id: outboxMessage.id });
	return kept.length;
}
