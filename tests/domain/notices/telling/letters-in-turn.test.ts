import { eq } from 'drizzle-orm';
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import { config } from '#lib/server/config.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { deliverOutbox } from '#lib/server/mail/deliver-outbox.ts';
import { addUpdate } from '#lib/server/notices/life/add-update.ts';
import { notice } from '#lib/server/notices/tables.ts';
import { tellReaders } from '#lib/server/notices/telling/tell-readers.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice } from '#tests/support/notice-factories.ts';
import { startTestSmtp, type TestSmtp } from '#tests/support/smtp.ts';
import { smallTown, townNow } from '#tests/support/town.ts';

const origin = 'https://desk.example';
const MINUTE = 60_000;
const PEOPLE = 12;

let database: TestDatabase;
let smtp: TestSmtp;
let noticeId: string;
let clock: ReturnType<typeof fixedClock>;
beforeEach(async () => {
	database = await testDatabase();
	smtp = await startTestSmtp();
	clock = fixedClock(townNow);
	const town = await smallTown(database.db);
	const owner = await town.addPerson('Rasmus Kivi');
	const readers: string[] = [];
	for (let n = 0; n < PEOPLE; n += 1) readers.push((await town.addPerson(`Lugeja ${n}`)).id);
	({ id: noticeId } = await aNotice(database.db, { ownerId: owner.id, readers }));
});
afterEach(async () => {
	await smtp.close();
	await database.close();
});

const tell = (kind: ToldKind, set: Partial<typeof notice.$inferInsert> = {}) =>
	database.db.transaction(async (tx) => {
		const at = clock.now();
		await tx
			.update(notice)
			.set({ updatedAt: at, ...set })
			.where(eq(notice.id, noticeId));
		const updateId = await addUpdate(tx, { noticeId, kind, byId: null, at });
		await tellReaders(tx, { noticeId, updateId, kind, at });
	});
const deliver = (connections = 4) =>
	deliverOutbox(database.db, clock, {
		smtpUrl: smtp.url,
		mailFrom: 'Abilaud <it@desk.example>',
		origin,
		smtpConnections: connections
	});
const states = async () => {
	const rows = await database.db
		.select({ kind: outboxMessage.kind, state: outboxMessage.state })
		.from(outboxMessage);
	return rows.reduce<Record<string, number>>((counts, { kind, state }) => {
		const key = `${kind} ${state}`;
		return { ...counts, [key]: (counts[key] ?? 0) + 1 };
	}, {});
};
const wait = (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * MINUTE));
const kindsTo = (address: string) =>
	smtp.arrived.filter(({ to }) => to[0] === address).map(({ mail }) => mail.subject ?? '');

describe('letters about a notice', () => {
	test('are one conversation for a mail program, each with a Message-ID of its own', async () => {
		await tell('announced');
		await tell('started');
		await deliver();
		expect(smtp.arrived).toHaveLength(2 * PEOPLE);
		expect(new Set(smtp.arrived.map(({ mail }) => mail.messageId)).size).toBe(2 * PEOPLE);
		expect(new Set(smtp.arrived.map(({ mail }) => mail.references))).toEqual(
			new Set([`<notice-${noticeId}@desk.example>`])
		);
	});

	test('come to each person in the order in which they were written, over several connections', async () => {
		await tell('announced');
		await tell('news');
		await tell('started');
		await deliver(8);
		for (const address of new Set(smtp.arrived.map(({ to }) => to[0] ?? ''))) {
			const heads = kindsTo(address).map((subject) => subject.split(/[:.]/)[0]);
			expect(heads).toEqual(['Naerulinnu majas ei saa printida', 'Uudis', 'Algas']);
		}
	});

	test('that wait are taken back when it is cancelled while mails are going out', async () => {
		await tell('announced');
		// The server takes five, then none for a while.
		smtp.takeOnly(5);
		await deliver(1);
		await tell('cancelled', { state: 'cancelled', cancelledAt: clock.now() });
		smtp.accept();
		const before = smtp.arrived.length;
		expect(before).toBe(5);
		wait(10);
		await deliver();
		const after = smtp.arrived.slice(before).map(({ mail }) => mail.subject);
		expect(after).toHaveLength(PEOPLE);
		expect(after.every((subject) => subject?.startsWith('Jääb ära'))).toBe(true);
		expect(await states()).toEqual({
			'notice.planned sent': 5,
			'notice.planned withdrawn': PEOPLE - 5,
			'notice.cancelled sent': PEOPLE
		});
	});

	test('that a process which died was sending do not go after the cancellation', async () => {
		await tell('announced');
		await database.db.update(outboxMessage).set({
			state: 'sending',
			attempts: 1,
			nextAttemptAt: new Date(townNow.getTime() + 5 * MINUTE)
		});
		await tell('cancelled', { state: 'cancelled', cancelledAt: clock.now() });
		// Perhaps they are on the wire: the cancellation waits for them.
		expect(await deliver()).toMatchObject({ sent: 0 });
		wait(6);
		expect(await deliver()).toMatchObject({ sent: PEOPLE });
		expect(await states()).toEqual({
			'notice.planned withdrawn': PEOPLE,
			'notice.cancelled sent': PEOPLE
		});
	});

	test('reach one half when the server refuses the other, and say so', async () => {
		await tell('started');
		smtp.refuseEverySecond(550);
		expect(await deliver()).toMatchObject({ sent: PEOPLE / 2, failed: PEOPLE / 2 });
		expect(await states()).toEqual({
			'notice.started sent': PEOPLE / 2,
			'notice.started failed': PEOPLE / 2
		});
	});

	test('carry an entry that a calendar takes, moves and removes', async () => {
		await tell('announced');
		await deliver();
		await tell('rescheduled', {
			sequence: 1,
			startsAt: new Date(townNow.getTime() + 26 * 60 * MINUTE),
			plannedEndAt: new Date(townNow.getTime() + 28 * 60 * MINUTE)
		});
		await deliver();
		await tell('cancelled', { sequence: 2, state: 'cancelled', cancelledAt: clock.now() });
		await deliver();
		const address = smtp.arrived[0]?.to[0] ?? '';
		const mine = smtp.arrived.filter(({ to }) => to[0] === address);
		const entries = mine.map(({ mail }) => {
			const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
			const content = part?.content;
			const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
			const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
			const entry = calendar.getFirstSubcomponent('vevent');
			if (!entry) throw new Error(`no entry in ${text}`);
			const event = new ICAL.Event(entry);
			return {
				method: calendar.getFirstPropertyValue('method'),
				header: part?.method,
				uid: event.uid,
				sequence: event.sequence,
				starts: event.startDate.toJSDate().toISOString(),
				attendee: entry.getFirstPropertyValue('attendee'),
				status: entry.getFirstPropertyValue('status')
			};
		});
		const uid = `notice-${noticeId}@${new URL(config().origin).hostname}`;
		const attendee = `mailto:${address}`;
		expect(entries).toEqual([
			{
				method: 'REQUEST',
				header: 'REQUEST',
				uid,
				sequence: 0,
				starts: '2026-11-24T12:00:00.000Z',
				attendee,
				status: 'CONFIRMED'
			},
			{
				method: 'REQUEST',
				header: 'REQUEST',
				uid,
				sequence: 1,
				starts: '2026-11-25T12:00:00.000Z',
				attendee,
				status: 'CONFIRMED'
			},
			{
				method: 'CANCEL',
				header: 'CANCEL',
				uid,
				sequence: 2,
				starts: '2026-11-25T12:00:00.000Z',
				attendee,
				status: 'CANCELLED'
			}
		]);
	});
});
