import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Locale } from '#lib/i18n/localized.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { deliverOutbox } from '#lib/server/mail/deliver-outbox.ts';
import { RETRY_AFTER_MINUTES } from '#lib/server/mail/outbox-queue.ts';
import { sendDigests } from '#lib/server/mail/send-digests.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { saveMailChoices } from '#lib/server/notifications/preferences.ts';
import { sendLetter } from '#lib/server/notifications/send-letter.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startTestSmtp, type TestSmtp } from '#tests/support/smtp.ts';
import { actorOf, smallTown, type SmallTown, type TownPerson } from '#tests/support/town.ts';

const start = new Date('2026-11-24T10:00:00Z');
const MINUTE = 60_000;
const origin = 'https://desk.example';

let database: TestDatabase;
let town: SmallTown;
let smtp: TestSmtp;
let clock: ReturnType<typeof fixedClock>;

beforeAll(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
	smtp = await startTestSmtp();
	clock = fixedClock(start);
	await database.db.delete(outboxMessage);
});
afterEach(() => smtp.close());

const deliver = (smtpUrl: string | undefined = smtp.url) =>
	deliverOutbox(database.db, clock, { smtpUrl, mailFrom: 'Abilaud <it@desk.example>', origin });
const keep = () => deliverOutbox(database.db, clock, { smtpUrl: undefined, origin });
const outbox = () => database.db.select().from(outboxMessage).orderBy(outboxMessage.id);
const someone = async (locale: Locale = 'et') => {
	const who = await town.addPerson('Mari Õun');
	const email = `mari.${who.id}@linn.example`;
	await database.db.update(person).set({ locale, email }).where(eq(person.id, who.id));
	return { ...who, email };
};
const tell = (who: TownPerson, title = 'Ligipääs «Amphorale»') =>
	database.db.transaction((tx) =>
		notify(tx, {
			kind: 'request.approved',
			recipients: [who.id],
			subject: { noun: 'request', id: title, href: '/requests/IT-2427' },
			params: { number: 'IT-2427', title, who: 'Katrin Saar' },
			at: clock.now()
		})
	);
const wait = (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * MINUTE));

describe('the mail job', () => {
	test('sends a letter as text and HTML, from us, to the person', async () => {
		const who = await someone('ru');
		await tell(who);
		expect(await deliver()).toMatchObject({ sent: 1 });
		const [arrived] = smtp.arrived;
		const [row] = await outbox();
		expect(row).toMatchObject({ state: 'sent', attempts: 1, sentAt: start, error: null });
		expect(arrived?.to).toEqual([who.email]);
		expect(arrived?.mail).toMatchObject({
			subject: 'IT-2427 согласована: Ligipääs «Amphorale»',
			messageId: `<${row?.id}@desk.example>`,
			from: { name: 'Abilaud', address: 'it@desk.example' }
		});
		expect(arrived?.mail.text).toContain('Здравствуйте, Mari Õun!');
		expect(arrived?.mail.html).toContain('<html lang="ru">');
		expect(await deliver()).toMatchObject({ sent: 0 });
	});

	test('sends each letter once when two of it run side by side', async () => {
		for (let n = 0; n < 50; n += 1) await tell(await someone());
		const runs = await Promise.all([deliver(), deliver(), deliver()]);
		expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(50);
		expect(new Set(smtp.arrived.map(({ mail }) => mail.messageId)).size).toBe(50);
		expect(smtp.arrived).toHaveLength(50);
	});

	test('tries again later when the server is busy, and then it goes', async () => {
		await tell(await someone());
		smtp.refuse(451);
		expect(await deliver()).toMatchObject({ sent: 0, postponed: 1 });
		expect(await outbox()).toMatchObject([{ state: 'waiting', attempts: 1, error: /not now/ }]);
		smtp.accept();
		expect(await deliver()).toMatchObject({ sent: 0 });
		wait(1);
		expect(await deliver()).toMatchObject({ sent: 1 });
		expect(await outbox()).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
	});

	test('gives up after 24 hours', async () => {
		await tell(await someone());
		smtp.refuse(451);
		for (const minutes of RETRY_AFTER_MINUTES) {
			expect(await deliver()).toMatchObject({ postponed: 1 });
			wait(minutes);
		}
		expect(clock.now()).toEqual(new Date(start.getTime() + 24 * 60 * MINUTE));
		expect(await deliver()).toMatchObject({ failed: 1 });
		expect(await outbox()).toMatchObject([{ state: 'failed', attempts: 8 }]);
	});

	test('gives up at once when the server says that there is no such person', async () => {
		await tell(await someone());
		smtp.refuse(550);
		expect(await deliver()).toMatchObject({ failed: 1 });
		expect(await outbox()).toMatchObject([{ state: 'failed', attempts: 1 }]);
	});

	test('waits with every letter while the mail server is gone', async () => {
		for (let n = 0; n < 3; n += 1) await tell(await someone());
		expect(await deliver('smtp://127.0.0.1:1')).toMatchObject({ sent: 0, postponed: 3 });
		wait(1);
		expect(await deliver()).toMatchObject({ sent: 3 });
	});

	test('sends again what a process that died was sending', async () => {
		await tell(await someone());
		await database.db
			.update(outboxMessage)
			.set({ state: 'sending', nextAttemptAt: new Date(start.getTime() + 10 * MINUTE) });
		expect(await deliver()).toMatchObject({ sent: 0 });
		wait(10);
		expect(await deliver()).toMatchObject({ sent: 1 });
	});

	test('keeps letters where no mail server is set', async () => {
		await tell(await someone());
		expect(await keep()).toMatchObject({ kept: 1 });
		expect(await outbox()).toMatchObject([{ state: 'kept', body: /Katrin Saar/ }]);
		expect(await deliver()).toMatchObject({ sent: 0 });
	});

	test('forgets the one-time link of a letter that has gone', async () => {
		const who = await someone();
		const token = 'abcdefghijklmnopqrstuvwxyz234567';
		await database.db.transaction((tx) =>
			sendLetter(tx, {
				personId: who.id,
				kind: 'auth.invitation',
				params: { link: `${origin}/invitation/${token}`, until: '2026-12-08' },
				at: start
			})
		);
		await deliver();
		expect(smtp.arrived[0]?.mail.text).toContain(token);
		const [row] = await outbox();
		expect(`${row?.body}${row?.html}`).not.toContain(token);
	});

	test('sends to nobody else, whatever the address pretends', async () => {
		const who = await someone();
		await tell(who);
		await database.db.update(outboxMessage).set({ to: `a@x.example, ${who.email}` });
		expect(await deliver()).toMatchObject({ failed: 1 });
		expect(smtp.arrived).toEqual([]);
	});
});

describe('the summary of the day', () => {
	const at8 = (day: string) => clock.set(new Date(`${day}T06:00:00Z`));
	const chose = async (locale: Locale) => {
		const who = await someone(locale);
		await saveMailChoices(database.db, actorOf(who), { own_requests: 'digest' });
		return who;
	};

	test('gathers what waited into one letter in the language of the person', async () => {
		const who = await chose('ru');
		for (const title of ['Первая', 'Вторая', 'Третья']) await tell(who, title);
		expect(await deliver()).toMatchObject({ sent: 0 });
		at8('2026-11-25');
		expect(await sendDigests(database.db, clock, { origin })).toBe(1);
		expect(await deliver()).toMatchObject({ sent: 1 });
		const [arrived] = smtp.arrived;
		expect(arrived?.mail.subject).toBe('3 сообщения за прошлый день');
		const text = arrived?.mail.text ?? '';
		expect(text.indexOf('Первая')).toBeLessThan(text.indexOf('Третья'));
		expect(text).toContain(`${origin}/requests/IT-2427`);
		expect((await outbox()).map((row) => row.state).sort()).toEqual([
			'gathered',
			'gathered',
			'gathered',
			'sent'
		]);
	});

	test('is written once, and not when there is nothing to say', async () => {
		await tell(await chose('et'));
		await someone();
		at8('2026-11-25');
		expect(await sendDigests(database.db, clock, { origin })).toBe(1);
		expect(await sendDigests(database.db, clock, { origin })).toBe(0);
	});

	test.each(['2026-11-28', '2026-11-29', '2026-12-24'])('does not come on %s', async (day) => {
		await tell(await chose('et'));
		at8(day);
		expect(await sendDigests(database.db, clock, { origin })).toBe(0);
		at8('2026-12-28');
		expect(await sendDigests(database.db, clock, { origin })).toBe(1);
	});

	test('is not written to somebody who left meanwhile', async () => {
		const who = await chose('et');
		await tell(who);
		await database.db.update(person).set({ status: 'left' }).where(eq(person.id, who.id));
		at8('2026-11-25');
		expect(await sendDigests(database.db, clock, { origin })).toBe(0);
		expect(await outbox()).toMatchObject([{ state: 'gathered', digestId: null }]);
	});
});
