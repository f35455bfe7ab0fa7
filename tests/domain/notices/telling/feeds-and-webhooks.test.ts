import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { addUpdate } from '#lib/server/notices/life/add-update.ts';
import { sendWebhooks } from '#lib/server/notices/telling/deliver-webhooks.ts';
import { endFeedKey, feedReader, makeFeedKey } from '#lib/server/notices/telling/feed-keys.ts';
import { addWebhook, listWebhooks } from '#lib/server/notices/telling/keep-webhooks.ts';
import { noticeCalendar } from '#lib/server/notices/telling/notice-calendar.ts';
import { noticeAtomFeed, noticeCalendarFeed } from '#lib/server/notices/telling/notice-feeds.ts';
import { removeWebhook } from '#lib/server/notices/telling/remove-webhook.ts';
import { renewWebhookKey } from '#lib/server/notices/telling/renew-webhook-key.ts';
import { sweepDeliveries } from '#lib/server/notices/telling/sweep-deliveries.ts';
import { webhook, webhookDelivery } from '#lib/server/notices/telling/tables.ts';
import { tellReaders } from '#lib/server/notices/telling/tell-readers.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, aText, printingTexts } from '#tests/support/notice-factories.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';
import { eq } from 'drizzle-orm';

let database: TestDatabase;
let town: SmallTown;
let mari: TownPerson;
const clock = fixedClock(townNow);
beforeEach(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
	mari = await town.addPerson('Mari Õun');
	clock.set(townNow);
});
afterEach(() => database.close());

const toMari = (more: Partial<Parameters<typeof aNotice>[1]> = {}) =>
	aNotice(database.db, { ownerId: mari.id, readers: [mari.id], ...more });
const entriesOf = (calendar: string) =>
	new ICAL.Component(ICAL.parse(calendar) as unknown[])
		.getAllSubcomponents('vevent')
		.map((entry) => new ICAL.Event(entry));

describe('a feed', () => {
	test('says in the language of its person what concerns them, and nobody else’s', async () => {
		await database.db.update(person).set({ locale: 'ru' }).where(eq(person.id, mari.id));
		const mine = await toMari({ texts: { ...printingTexts, en: aText('No <printing> & co') } });
		await aNotice(database.db, { ownerId: mari.id });
		const reader = await feedReader(
			database.db,
			await makeFeedKey(database.db, actorOf(mari), clock),
			townNow
		);
		const entries = entriesOf(await noticeCalendarFeed(database.db, reader, townNow));
		expect(entries).toHaveLength(1);
		expect(entries[0]?.summary).toBe('В доме «Наэрулинд» нельзя печатать');
		expect(entries[0]?.uid).toContain(`notice-${mine.id}@`);
		const atom = await noticeAtomFeed(database.db, reader, townNow, 'https://desk.example/x');
		expect(atom).toContain(`/notices/${mine.number}"`);
		expect(atom.match(/<entry>/g)).toHaveLength(1);
		const english = { ...reader, locale: 'en' as const };
		expect(await noticeAtomFeed(database.db, english, townNow, '')).toContain(
			'No &lt;printing&gt; &amp; co'
		);
	});

	test('keeps a cancelled window as such, so that every calendar takes it out', async () => {
		await toMari({ state: 'cancelled' });
		const secret = await makeFeedKey(database.db, actorOf(mari), clock);
		const reader = await feedReader(database.db, secret, townNow);
		expect(await noticeCalendarFeed(database.db, reader, townNow)).toContain('STATUS:CANCELLED');
	});

	test('is read by the newest address only, and by nobody who has left', async () => {
		const old = await makeFeedKey(database.db, actorOf(mari), clock);
		const secret = await makeFeedKey(database.db, actorOf(mari), clock);
		await expect(feedReader(database.db, old, townNow)).rejects.toMatchObject({ code: 'NotFound' });
		expect(await feedReader(database.db, secret, townNow)).toMatchObject({ personId: mari.id });
		await database.db.update(person).set({ status: 'left' }).where(eq(person.id, mari.id));
		await expect(feedReader(database.db, secret, townNow)).rejects.toMatchObject({
			code: 'NotFound'
		});
		await database.db.update(person).set({ status: 'active' }).where(eq(person.id, mari.id));
		await endFeedKey(database.db, actorOf(mari), clock);
		await expect(feedReader(database.db, secret, townNow)).rejects.toMatchObject({
			code: 'NotFound'
		});
	});
});

test.each([
	['over the night in which clocks go back', '2026-10-24T22:30:00Z', '2026-10-25T02:00:00Z'],
	['over the night in which clocks go forward', '2027-03-27T23:30:00Z', '2027-03-28T02:30:00Z'],
	['over midnight', '2026-11-24T20:00:00Z', '2026-11-25T01:00:00Z'],
	['over New Year', '2026-12-31T20:00:00Z', '2027-01-01T04:00:00Z']
])('a calendar reads a window %s as it is', (_name, from, until) => {
	const [startsAt, endsAt] = [new Date(from), new Date(until)];
	const calendar = noticeCalendar(
		[
			{
				id: newId(),
				number: 118,
				texts: printingTexts,
				sequence: 3,
				startsAt,
				endsAt,
				cancelled: false,
				stamp: townNow
			}
		],
		'ru',
		{ method: 'REQUEST' }
	);
	const [entry] = entriesOf(calendar);
	expect(entry?.startDate.toJSDate()).toEqual(startsAt);
	expect(entry?.endDate.toJSDate()).toEqual(endsAt);
	expect(entry?.sequence).toBe(3);
	expect(entry?.description).toContain('Распечатайте нужное до 17 часов.');
	expect(Math.max(...calendar.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThan(
		76
	);
});

test('whoever has no mailbox is told under the bell and gets no letter of any kind', async () => {
	const { db } = database;
	await db.update(person).set({ hasMailbox: false }).where(eq(person.id, mari.id));
	await db.transaction((tx) =>
		notify(tx, {
			kind: 'request.approved',
			recipients: [mari.id],
			subject: { noun: 'request', id: 'x', href: '/requests/IT-1' },
			params: { number: 'IT-1', title: 'x', who: 'y' },
			at: townNow
		})
	);
	expect(await db.select().from(outboxMessage)).toEqual([]);
});

describe('a webhook', () => {
	test('hears of a step, signed, and again with the same id when it answered badly', async () => {
		const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
		let status = 500;
		const server = createServer((request, response) => {
			void text(request).then((body) => {
				heard.push({ headers: request.headers, body });
				response.writeHead(status).end();
			});
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const { db } = database;
		await db.insert(webhook).values({
			id: newId(),
			name: 'Vestlus',
			url: `http://127.0.0.1:${port}/hook`,
			secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
			createdAt: townNow
		});
		const { id: noticeId } = await toMari();
		await db.transaction(async (tx) => {
			const entry = { noticeId, kind: 'started' as const, at: townNow };
			const updateId = await addUpdate(tx, { ...entry, byId: null });
			await tellReaders(tx, { ...entry, updateId });
		});
		const admin = actorOf(mari, withRole('admin'));
		const states = async () =>
			(await listWebhooks(db, admin)).deliveries.map((one) => `${one.state} ${one.status}`);
		// Without leave nothing goes to the own network.
		await sendWebhooks(db, clock, { webhooksInside: false });
		expect(heard).toEqual([]);
		expect(await states()).toEqual(['waiting null']);
		clock.set(new Date(townNow.getTime() + 60_000));
		await sendWebhooks(db, clock, { webhooksInside: true });
		expect(await states()).toEqual(['waiting 500']);
		status = 204;
		clock.set(new Date(townNow.getTime() + 6 * 60_000));
		await sendWebhooks(db, clock, { webhooksInside: true });
		expect(await states()).toEqual(['sent 204']);
		expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		expect(heard[0]?.headers['webhook-signature']).toMatch(/^v1,/);
		expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ type: 'notice.started' });
		// 410: nobody listens there any more.
		status = 410;
		await db.transaction(async (tx) => {
			const entry = { noticeId, kind: 'news' as const, at: townNow };
			const updateId = await addUpdate(tx, { ...entry, byId: null });
			await tellReaders(tx, { ...entry, updateId });
		});
		await sendWebhooks(db, clock, { webhooksInside: true });
		expect((await listWebhooks(db, admin)).hooks).toMatchObject([{ active: false }]);
		const recorded = await database.sql`select from audit_entry where action = 'webhook.ended'`;
		expect(recorded).toHaveLength(1);
		server.close();
	});

	const recorded = (action: string) =>
		database.sql`select before, after from audit_entry where action = ${action}`;
	const tell = async (noticeId: string) =>
		database.db.transaction(async (tx) => {
			const entry = { noticeId, kind: 'news' as const, at: townNow };
			const updateId = await addUpdate(tx, { ...entry, byId: null });
			await tellReaders(tx, { ...entry, updateId });
		});

	test('is removed with its log and key, by those who keep the calendar only', async () => {
		const { db } = database;
		const admin = actorOf(mari, withRole('admin'));
		const given = { name: 'Vestlus', url: 'https://hooks.example.com/secret-path' };
		const { id } = await addWebhook(db, admin, given, clock);
		const other = await addWebhook(db, admin, { ...given, name: 'Ekraan' }, clock);
		const { id: noticeId } = await toMari();
		await tell(noticeId);
		await expect(removeWebhook(db, actorOf(mari), { id }, clock)).rejects.toMatchObject({
			code: 'Forbidden'
		});
		await removeWebhook(db, admin, { id }, clock);
		const { hooks, deliveries } = await listWebhooks(db, admin);
		expect(hooks.map((hook) => hook.id)).toEqual([other.id]);
		expect(deliveries.map(({ name }) => name)).toEqual(['Ekraan']);
		const [entry] = await recorded('webhook.removed');
		expect(entry).toMatchObject({ before: { name: 'Vestlus', host: 'hooks.example.com' } });
		expect(JSON.stringify(entry)).not.toMatch(/whsec_|secret-path/);
		await expect(removeWebhook(db, admin, { id }, clock)).rejects.toMatchObject({
			code: 'NotFound'
		});
	});

	test('gets a new key that is shown once and recorded nowhere', async () => {
		const { db } = database;
		const admin = actorOf(mari, withRole('admin'));
		const given = { name: 'Vestlus', url: 'https://hooks.example.com/' };
		const { id, secret: old } = await addWebhook(db, admin, given, clock);
		await expect(renewWebhookKey(db, actorOf(mari), { id }, clock)).rejects.toMatchObject({
			code: 'Forbidden'
		});
		const { secret } = await renewWebhookKey(db, admin, { id }, clock);
		expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
		expect(secret).not.toBe(old);
		expect(await db.select({ secret: webhook.secret }).from(webhook)).toEqual([{ secret }]);
		const [entry] = await recorded('webhook.key_renewed');
		expect(entry).toMatchObject({ after: { name: 'Vestlus' } });
		expect(JSON.stringify(entry)).not.toContain('whsec_');
		expect(JSON.stringify(await listWebhooks(db, admin))).not.toContain('whsec_');
		await expect(renewWebhookKey(db, admin, { id: newId() }, clock)).rejects.toMatchObject({
			code: 'NotFound'
		});
	});

	test('has a log of 90 days; what is still to be sent stays in it', async () => {
		const { db } = database;
		const admin = actorOf(mari, withRole('admin'));
		const given = { name: 'Vestlus', url: 'https://hooks.example.com/' };
		const { id: webhookId } = await addWebhook(db, admin, given, clock);
		const { id: noticeId } = await toMari();
		const ago = (days: number) => new Date(townNow.getTime() - days * 86_400_000);
		const row = (state: 'sent' | 'failed' | 'waiting', createdAt: Date, status: number) => ({
			id: newId(),
			...{ webhookId, noticeId, payload: '{}', state, createdAt, status },
			nextAttemptAt: createdAt
		});
		await db
			.insert(webhookDelivery)
			.values([
				row('sent', ago(91), 1),
				row('failed', ago(200), 2),
				row('waiting', ago(91), 3),
				row('sent', ago(89), 4)
			]);
		for (let night = 0; night < 2; night += 1) {
			await sweepDeliveries({ db, clock });
			const { deliveries } = await listWebhooks(db, admin);
			expect(deliveries.map(({ status }) => status)).toEqual([4, 3]);
		}
	});
});
