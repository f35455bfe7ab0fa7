import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { mailFailure, openMailServer, type MailServer } from '#lib/server/mail/mail-server.ts';
import { withoutOneTimeLinks } from '#lib/server/mail/one-time-link.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';

/** Minutes from each failure to the next try: 24 hours in all, then the letter has failed. */
export const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 240, 360, 684] as const;

/** A letter in `sending` for longer belonged to a process that is gone, and is sent again. */
const LEASE_MINUTES = 10;
const LETTERS_AT_ONCE = 20;
const MINUTE = 60_000;

/** What one run did. */
export type Delivery = { sent: number; postponed: number; failed: number; kept: number };

/** Where letters go; from the environment unless told. */
export type DeliveryOptions = { smtpUrl?: string | undefined; mailFrom?: string; origin?: string };

type Row = typeof outboxMessage.$inferSelect;

/**
 * The mail job: sends every letter that is due. Several processes may run it at once. Each letter goes out at
 * least once, with the same Message-ID each time; after a refusal it waits and is tried again for 24 hours,
 * and at once fails when the server says that it never will be taken. Without a mail server
 * letters are kept, to be read in the outbox. Throws only when the database is away.
 */
export async function deliverOutbox(
	db: Db,
	clock: Clock,
	options: DeliveryOptions = {}
): Promise<Delivery> {
	const { smtpUrl, mailFrom, origin } = { ...config(), ...options };
	const done: Delivery = { sent: 0, postponed: 0, failed: 0, kept: 0 };
	if (!smtpUrl) return { ...done, kept: await keepLetters(db, clock.now()) };
	let server: MailServer | undefined;
	try {
		for (;;) {
			const letters = await takeLetters(db, clock.now());
			if (letters.length === 0) return done;
			server ??= openMailServer(smtpUrl, mailFrom, origin);
			if (!(await sendAll(db, clock, server, letters, done))) return done;
		}
	} finally {
		server?.close();
	}
}

async function sendAll(
	db: Db,
	clock: Clock,
	server: MailServer,
	letters: Row[],
	done: Delivery
): Promise<boolean> {
	for (const [n, letter] of letters.entries()) {
		try {
			await server.send(letter);
		} catch (error) {
			const failure = mailFailure(error);
			const met = failure.forAll ? letters.slice(n) : [letter];
			for (const one of met) {
				const state = await postpone(db, clock.now(), one, failure.reason, failure.forGood);
				done[state === 'failed' ? 'failed' : 'postponed'] += 1;
			}
			if (failure.forAll) return false;
			continue;
		}
		await markSent(db, clock.now(), letter);
		done.sent += 1;
	}
	return true;
}

/** Takes due letters for this process; `skip locked` leaves alone what another one is taking. */
function takeLetters(db: Db, now: Date): Promise<Row[]> {
	return withTransaction(db, async (tx) => {
		const due = await tx
			.select({ id: outboxMessage.id })
			.from(outboxMessage)
			.where(
				and(
					inArray(outboxMessage.state, ['waiting', 'sending']),
					lte(outboxMessage.nextAttemptAt, now)
				)
			)
			.orderBy(outboxMessage.nextAttemptAt, outboxMessage.id)
			.limit(LETTERS_AT_ONCE)
			.for('update', { skipLocked: true });
		if (due.length === 0) return [];
		const ids = due.map((row) => row.id);
		const taken = await tx
			.update(outboxMessage)
			.set({
				state: 'sending',
				attempts: sql`${outboxMessage.attempts} + 1`,
				nextAttemptAt: new Date(now.getTime() + LEASE_MINUTES * MINUTE)
			})
			.where(inArray(outboxMessage.id, ids))
			.returning();
		return taken.sort((a, b) => (a.id < b.id ? -1 : 1));
	});
}

/** Addresses that let somebody in are taken out once they have been delivered. */
async function markSent(db: Db, now: Date, letter: Row): Promise<void> {
	await db
		.update(outboxMessage)
		.set({
			state: 'sent',
			sentAt: now,
			error: null,
			body: withoutOneTimeLinks(letter.body),
			html: letter.html === null ? null : withoutOneTimeLinks(letter.html)
		})
		.where(eq(outboxMessage.id, letter.id));
}

async function postpone(
	db: Db,
	now: Date,
	letter: Row,
	error: string,
	forGood: boolean
): Promise<'waiting' | 'failed'> {
	const minutes = forGood ? undefined : RETRY_AFTER_MINUTES[letter.attempts - 1];
	const state = minutes === undefined ? 'failed' : 'waiting';
	const nextAttemptAt = new Date(now.getTime() + (minutes ?? 0) * MINUTE);
	await db
		.update(outboxMessage)
		.set({ state, error, nextAttemptAt })
		.where(eq(outboxMessage.id, letter.id));
	return state;
}

async function keepLetters(db: Db, now: Date): Promise<number> {
	const kept = await db
		.update(outboxMessage)
		.set({ state: 'kept' })
		.where(
			and(
				inArray(outboxMessage.state, ['waiting', 'sending']),
				lte(outboxMessage.nextAttemptAt, now)
			)
		)
		.returning({ id: outboxMessage.id });
	return kept.length;
}
