import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived: who it went to, and what its parts say. */
export type ArrivedMail = { to: string[]; mail: Email };

/** A mail server that keeps what it gets. */
export type TestSmtp = {
	/** For SMTP_URL. */
	url: string;
	arrived: ArrivedMail[];
	/** Waits until a letter like this has come, for at most ten seconds. */
	find(match: (arrived: ArrivedMail) => boolean): Promise<ArrivedMail>;
	/** From now on every letter is refused with this answer, until `accept`. */
	refuse(code: number): void;
	accept(): void;
	/** Takes so many letters more, then is busy with each until `accept`. */
	takeOnly(letters: number): void;
	/** Refuses every second recipient with this answer, until `accept`. */
	refuseEverySecond(code: number): void;
	close(): Promise<void>;
};

/** Starts a real SMTP server on a free port of loopback. */
export async function startTestSmtp(): Promise<TestSmtp> {
	const arrived: ArrivedMail[] = [];
	let refusal: number | undefined;
	let room = Infinity;
	let second: number | undefined;
	let asked = 0;
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		logger: false,
		onRcptTo(_address, _session, done) {
			asked += 1;
			const code = room-- <= 0 ? 451 : second && asked % 2 === 0 ? second : refusal;
			if (code === undefined) return done();
			done(Object.assign(new Error('not now'), { responseCode: code }));
		},
		onData(stream, session, done) {
			const to = session.envelope.rcptTo.map((recipient) => recipient.address);
			buffer(stream)
				.then((raw) => PostalMime.parse(raw))
				.then((mail) => {
					arrived.push({ to, mail });
					done();
				}, done);
		}
	});
	const listening = server.listen(0, '127.0.0.1');
	await once(listening, 'listening');
	const address = listening.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `smtp://127.0.0.1:${port}`,
		arrived,
		async find(match) {
			for (let waited = 0; waited < 10_000; waited += 50) {
				const found = arrived.find(match);
				if (found) return found;
				await sleep(50);
			}
			const subjects = arrived.map(({ to, mail }) => `${to.join(', ')}: ${mail.subject}`);
			throw new Error(`No such letter came. These did:\n${subjects.join('\n')}`);
		},
		refuse(code) {
			refusal = code;
		},
		accept() {
			refusal = undefined;
			second = undefined;
			room = Infinity;
		},
		takeOnly(letters) {
			room = letters;
		},
		refuseEverySecond(code) {
			second = code;
		},
		close: () => new Promise((done) => server.close(() => done()))
	};
}
