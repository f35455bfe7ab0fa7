import type { Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/client.ts';
import { mailFailure, openMailServer, type MailServer } from '#lib/server/mail/mail-server.ts';
import {
	claimLetter,
	dropWithdrawn,
	dueLetters,
	keepLetters,
	markSent,
	postponeLetter
} from '#lib/server/mail/outbox-queue.ts';

/** What one run did. */
export type Delivery = { sent: number; postponed: number; failed: number; kept: number };

/** Where letters go, and over how many connections at once; from the environment unless told. */
export type DeliveryOptions = {
	smtpUrl?: string | undefined;
	mailFrom?: string;
	origin?: string;
	smtpConnections?: number;
};

/** One run, as its connections share it. */
type Run = { db: Db; clock: Clock; server: MailServer; done: Delivery; stopped: boolean };

/**
 * The mail job: sends every letter that is due, over several connections. Several processes may run it at once. A letter
 * is marked before it goes over the wire and again as soon as the server has taken it, so a process that dies leaves in
 * doubt at most one letter for each connection; those go again later with the same Message-ID, all others at once.
 * Letters of one conversation go to a person in the order in which they were written. After a refusal a letter waits and
 * is tried again for 24 hours, and at once fails when the server says that it never will be taken. Without a mail server
 * letters are kept, to be read in the outbox. Throws only when the database is away.
 */
export async function deliverOutbox(
	db: Db,
	clock: Clock,
	options: DeliveryOptions = {}
): Promise<Delivery> {
	const { smtpUrl, mailFrom, origin, smtpConnections } = { ...config(), ...options };
	const done: Delivery = { sent: 0, postponed: 0, failed: 0, kept: 0 };
	if (!smtpUrl) return { ...done, kept: await keepLetters(db, clock.now()) };
	await dropWithdrawn(db, clock.now());
	let server: MailServer | undefined;
	try {
		for (;;) {
			const ids = await dueLetters(db, clock.now());
			if (ids.length === 0) return done;
			server ??= openMailServer(smtpUrl, mailFrom, origin, smtpConnections);
			const run: Run = { db, clock, server, done, stopped: false };
			const left = ids.values();
			await Promise.all(Array.from({ length: smtpConnections }, () => sendSome(run, left)));
			if (run.stopped) return done;
		}
	} finally {
		server?.close();
	}
}

/** One connection's work: takes the next letter until none is left or the server is in trouble. */
async function sendSome(run: Run, left: Iterator<string>): Promise<void> {
	for (let next = left.next(); !next.done && !run.stopped; next = left.next()) {
		await sendOne(run, next.value);
	}
}

async function sendOne(run: Run, id: string): Promise<void> {
	const { db, clock, server, done } = run;
	const letter = await claimLetter(db, clock.now(), id);
	if (!letter) return;
	try {
		await server.send(letter);
	} catch (error) {
		const failure = mailFailure(error);
		run.stopped ||= failure.forAll;
		const state = await postponeLetter(db, clock.now(), letter, failure);
		done[state === 'failed' ? 'failed' : 'postponed'] += 1;
		return;
	}
	await markSent(db, clock.now(), letter);
	done.sent += 1;
}
