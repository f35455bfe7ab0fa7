import { systemClock } from '#lib/server/clock.ts';
import { openDb } from '#lib/server/db/client.ts';
import { deliverOutbox } from '#lib/server/mail/deliver-outbox.ts';

// The mail job in a process of its own, for tests that end it by force or weigh it.
const [databaseUrl = '', smtpUrl = ''] = process.argv.slice(2);
const { db, close } = openDb(databaseUrl, { max: 5 });
const begun = performance.now();
const { sent } = await deliverOutbox(db, systemClock, {
	smtpUrl,
	mailFrom: 'Abilaud <it@desk.example>',
	origin: 'https://desk.example',
	smtpConnections: 4
});
const { user, system } = process.cpuUsage();
const spent = { sent, ms: performance.now() - begun, cpuMs: (user + system) / 1000 };
process.stdout.write(`${JSON.stringify(spent)}\n`);
await close();
