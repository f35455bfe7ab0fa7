import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { deliverOutbox } from '#lib/server/mail/deliver-outbox.ts';
import { announceToCrowd, crowdNotice, makeCrowd } from '#tests/support/crowd.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

const CONNECTIONS = 4;
/** Ten thousand a minute, when the processor is the worker's own. */
const CPU_MS_A_LETTER = 6;
const worker = join(import.meta.dirname, '../../../support/mail-worker.ts');

/** A mail server that writes down who got a letter of which Message-ID, and parses nothing. */
async function startCounting() {
	const arrived: { to: string; messageId: string }[] = [];
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		logger: false,
		onData(stream, session, done) {
			void text(stream).then((letter) => {
				const messageId = /^Message-ID: (.*)$/im.exec(letter)?.[1]?.trim() ?? '';
				arrived.push({ to: session.envelope.rcptTo[0]?.address ?? '', messageId });
				done();
			}, done);
		}
	});
	// Whoever is killed leaves connections that end in the middle.
	server.on('error', () => undefined);
	const listening = server.listen(0, '127.0.0.1');
	await once(listening, 'listening');
	const address = listening.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const close = () => new Promise<void>((done) => server.close(done));
	return { arrived, url: `smtp://127.0.0.1:${port}`, close };
}

let database: TestDatabase;
let smtp: Awaited<ReturnType<typeof startCounting>>;
beforeEach(async () => {
	database = await testDatabase();
	smtp = await startCounting();
});
afterEach(async () => {
	await smtp.close();
	await database.close();
});

const announceTo = async (people: number) => {
	const now = new Date();
	const crowd = await makeCrowd(database, people);
	const { id } = await crowdNotice(database, crowd, undefined, now);
	expect(await announceToCrowd(database, id, now)).toBe(people);
};
const startWorker = () =>
	spawn(process.execPath, [worker, database.url, smtp.url], {
		stdio: ['ignore', 'pipe', 'inherit']
	});

test('a worker killed in the middle: another goes on, nobody is left out, nobody is told twice', async () => {
	const people = 800;
	await announceTo(people);
	const child = startWorker();
	const killed = once(child, 'exit');
	while (smtp.arrived.length < people / 4) await new Promise((done) => setTimeout(done, 5));
	child.kill('SIGKILL');
	await killed;
	const before = smtp.arrived.length;
	expect(before).toBeLessThan(people);
	const [open] = await database.sql<{ doubtful: number; waiting: number }[]>`
		select count(*) filter (where state = 'sending')::int as doubtful,
			count(*) filter (where state = 'waiting')::int as waiting
		from outbox_message`;
	expect(open?.doubtful).toBeLessThanOrEqual(CONNECTIONS);
	const deliver = (at: number) =>
		deliverOutbox(database.db, fixedClock(new Date(at)), {
			smtpUrl: smtp.url,
			mailFrom: 'Abilaud <it@desk.example>',
			origin: 'https://desk.example',
			smtpConnections: CONNECTIONS
		});
	// All but those in doubt go at once, those a few minutes later.
	expect((await deliver(Date.now())).sent).toBe(open?.waiting);
	await deliver(Date.now() + 10 * 60_000);
	const ids = new Map<string, Set<string>>();
	for (const { to, messageId } of smtp.arrived) {
		ids.set(to, (ids.get(to) ?? new Set()).add(messageId));
	}
	expect(ids.size).toBe(people);
	expect([...ids.values()].every((own) => own.size === 1)).toBe(true);
	expect(smtp.arrived.length - people).toBeLessThanOrEqual(CONNECTIONS);
	const left = await database.sql`select from outbox_message where state <> 'sent'`;
	expect(left).toHaveLength(0);
});

test('ten thousand letters a minute are within what one processor does', async () => {
	const people = 2000;
	await announceTo(people);
	const child = startWorker();
	const said = JSON.parse(await text(child.stdout)) as { sent: number; ms: number; cpuMs: number };
	expect(said.sent).toBe(people);
	expect(new Set(smtp.arrived.map(({ to }) => to)).size).toBe(people);
	const pace = Math.round((people / said.ms) * 60_000);
	const each = said.cpuMs / people;
	process.stdout.write(`${pace} letters a minute, ${each.toFixed(2)} ms of the processor each\n`);
	expect(each).toBeLessThan(CPU_MS_A_LETTER);
});
