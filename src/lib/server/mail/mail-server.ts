import type { LetterCalendar } from '#lib/server/notifications/tables.ts';
import { headerText, isMailAddress } from '#lib/server/mail/header-text.ts';

/** A letter on its way. `id` is the outbox row: the same letter sent twice bears the same Message-ID. */
export type Letter = {
	id: string;
	to: string;
	subject: string;
	body: string;
	html: string | null;
	locale: string;
	calendar: LetterCalendar | null;
	/** Letters with the same are one conversation. */
	thread: string | null;
	/** The words that it shares with others. */
	textId: string | null;
};

/** The mail server, open for some letters. */
export type MailServer = { send(letter: Letter): Promise<void>; close(): void };

/** Why a letter did not go: with `forGood` the server will never take it, with `forAll` it takes none now. */
export type MailFailure = { reason: string; forGood: boolean; forAll: boolean };

const PATIENCE_MS = 15_000;

/** Opens the mail server of `SMTP_URL`. Nothing is sent yet, and nothing is thrown. */
export function openMailServer(
	smtpUrl: string,
	from: string,
	origin: string,
	connections: number
): MailServer {
	const options = {
		url: smtpUrl,
		pool: true,
		maxConnections: connections,
		maxMessages: Infinity,
		connectionTimeout: PATIENCE_MS,
		greetingTimeout: PATIENCE_MS,
		socketTimeout: PATIENCE_MS,
		// Letters are made of text only: nothing in one may name a file or an address to fetch.
		disableFileAccess: true,
		disableUrlAccess: true
	} as const;
	// Loaded with the first letter: a portal without a mail server never needs it.
	const open = async () => (await import('nodemailer')).createTransport(options);
	let transport: ReturnType<typeof open> | undefined;
	const host = new URL(origin).hostname;
	return {
		async send(letter) {
			if (!isMailAddress(letter.to)) throw new AddressRefused(letter.to);
			const opened = await (transport ??= open());
			await opened.sendMail({
				from,
				to: { name: '', address: letter.to },
				subject: headerText(letter.subject),
				text: letter.body,
				...(letter.html === null ? {} : { html: letter.html }),
				...(letter.calendar === null ? {} : { icalEvent: letter.calendar }),
				messageId: `<${letter.id}@${host}>`,
				// The conversation's own id belongs to no letter: mail programs gather its letters all the same.
				...(letter.thread === null
					? {}
					: {
							inReplyTo: `<${letter.thread}@${host}>`,
							references: `<${letter.thread}@${host}>`
						}),
				headers: {
					'Auto-Submitted': 'auto-generated',
					'X-Auto-Response-Suppress': 'All',
					'Content-Language': letter.locale
				}
			});
		},
		close: () => void transport?.then((opened) => opened.close())
	};
}

class AddressRefused extends Error {
	constructor(address: string) {
		super(`not a mail address: ${headerText(address)}`);
	}
}

/** Troubles with the server itself, as nodemailer names them: the next letter would meet them too. */
const SERVER_TROUBLES = [
	'ECONNECTION',
	'ETIMEDOUT',
	'ESOCKET',
	'EDNS',
	'EAUTH',
	'ETLS',
	'EPROTOCOL'
];

/** Reads an error of `send`. A refused recipient or content (5xx) is for good; a busy or absent server is not. */
export function mailFailure(error: unknown): MailFailure {
	const { code, responseCode, message } = error as {
		code?: string;
		responseCode?: number;
		message?: string;
	};
	const reason = headerText(message ?? String(error));
	if (error instanceof AddressRefused) return { reason, forGood: true, forAll: false };
	const forAll = SERVER_TROUBLES.includes(code ?? '') || (code ?? '').startsWith('ECONN');
	const forGood = !forAll && responseCode !== undefined && responseCode >= 500;
	return { reason, forGood, forAll };
}
