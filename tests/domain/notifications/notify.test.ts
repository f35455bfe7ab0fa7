import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locale } from '#lib/i18n/localized.ts';
import type {
	NotificationParams,
	NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { listBell, markRead, openBellLine, unreadCount } from '#lib/server/notifications/bell.ts';
import { notify, type NotificationEvent } from '#lib/server/notifications/notify.ts';
import { getMailChoices, saveMailChoices } from '#lib/server/notifications/preferences.ts';
import { sendLetter } from '#lib/server/notifications/send-letter.ts';
import { bellEntry, outboxMessage } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const params: NotificationParams = {
	number: 'IT-2427',
	title: 'Ligipääs Amphorale',
	who: 'Katrin Saar',
	promised: '2026-11-30T15:00:00Z'
};

let database: TestDatabase;
let town: SmallTown;
let serial = 0;

beforeAll(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
});
afterAll(() => database.close());

const someone = async (locale: Locale = 'et') => {
	const who = await town.addPerson(`Mari ${locale}`);
	await database.db.update(person).set({ locale }).where(eq(person.id, who.id));
	return who;
};
const event = (recipients: string[], more: Partial<NotificationEvent> = {}): NotificationEvent => ({
	kind: 'request.approved',
	recipients,
	subject: { noun: 'request', id: `r${(serial += 1)}`, href: '/requests/IT-2427' },
	params,
	at: townNow,
	...more
});
const tell = (told: NotificationEvent) => database.db.transaction((tx) => notify(tx, told));
const letters = (id: string) =>
	database.db
		.select()
		.from(outboxMessage)
		.where(eq(outboxMessage.personId, id))
		.orderBy(outboxMessage.id);
const bell = (id: string) =>
	database.db.select().from(bellEntry).where(eq(bellEntry.personId, id)).orderBy(bellEntry.id);

describe('telling people', () => {
	test('writes a line and a letter to each, once', async () => {
		const [a, b] = [await someone(), await someone()];
		await tell(event([a.id, b.id, a.id]));
		for (const { id } of [a, b]) {
			expect(await bell(id)).toMatchObject([{ kind: 'request.approved', readAt: null, times: 1 }]);
			expect(await letters(id)).toMatchObject([{ state: 'waiting', attempts: 0, locale: 'et' }]);
		}
	});

	test('leaves nothing when the transaction fails', async () => {
		const { id } = await someone();
		const failing = database.db.transaction(async (tx) => {
			await notify(tx, event([id]));
			throw new Error('changed my mind');
		});
		await expect(failing).rejects.toThrow('changed my mind');
		expect([...(await bell(id)), ...(await letters(id))]).toEqual([]);
	});

	test('leaves out who did it and who has left', async () => {
		const [doer, other] = [await someone(), await someone()];
		const gone = await town.addPerson('Gone', { status: 'left' });
		await tell(event([doer.id, other.id, gone.id], { exclude: [doer.id] }));
		expect(await letters(doer.id)).toEqual([]);
		expect(await letters(gone.id)).toEqual([]);
		expect(await bell(gone.id)).toEqual([]);
		expect(await letters(other.id)).toHaveLength(1);
	});

	test.each<[Locale, string, string, string]>([
		[
			'et',
			'IT-2427 on kooskõlastatud: Ligipääs Amphorale',
			'Tere, Mari et!',
			'Katrin Saar kooskõlastas taotluse'
		],
		[
			'ru',
			'IT-2427 согласована: Ligipääs Amphorale',
			'Здравствуйте, Mari ru!',
			'согласована: Katrin Saar'
		],
		['en', 'IT-2427 approved: Ligipääs Amphorale', 'Hello Mari en,', 'Katrin Saar approved request']
	])('writes to each in their own language: %s', async (locale, subject, greeting, line) => {
		const { id } = await someone(locale);
		await tell(event([id], { params: { ...params, hands: 'Rein Kask' } }));
		const [letter] = await letters(id);
		expect(letter?.subject).toBe(subject);
		for (const text of [letter?.body, letter?.html]) {
			for (const part of [
				greeting,
				line,
				'Rein Kask',
				'/requests/IT-2427',
				'/notifications/settings'
			]) {
				expect(text).toContain(part);
			}
		}
	});

	test('opens the page where one confirms from the letter of a fulfilled request', async () => {
		const { id } = await someone();
		await tell(event([id], { kind: 'request.fulfilled' }));
		const [letter] = await letters(id);
		expect(letter).toMatchObject({ href: '/requests/IT-2427?confirm=1' });
		expect(letter?.body).toContain('/requests/IT-2427?confirm=1\n');
	});

	test('lets no title begin a header or markup of its own', async () => {
		const { id } = await someone();
		const title = 'x\r\nBcc: all@linn.example\u2028<img src=x onerror="1">';
		await tell(event([id], { params: { ...params, title } }));
		const [letter] = await letters(id);
		expect(letter?.subject).toBe(
			'IT-2427 on kooskõlastatud: x Bcc: all@linn.example <img src=x onerror="1">'
		);
		expect(letter?.html).not.toContain('<img');
	});

	test('makes one line of what happens again before it was read', async () => {
		const { id } = await someone();
		const again = event([id], { kind: 'request.commented' });
		await tell(again);
		await tell(again);
		await tell({ ...again, kind: 'request.mentioned' });
		expect(await bell(id)).toMatchObject([
			{ kind: 'request.commented', times: 2 },
			{ kind: 'request.mentioned', times: 1 }
		]);
		await markRead(database.db, actorOf(await knows(id)), 'all', clock);
		await tell(again);
		expect((await bell(id)).map((line) => line.times)).toEqual([2, 1, 1]);
	});

	test('tells hundreds of people at once', async () => {
		const ids: string[] = [];
		for (let n = 0; n < 300; n += 1) ids.push((await town.addPerson(`P ${n}`)).id);
		await tell(event(ids, { kind: 'request.merged', params: { ...params, target: 'IT-1' } }));
		expect(await bell(ids[299] ?? '')).toHaveLength(1);
	});
});

const knows = async (id: string) => {
	const [row] = await database.db.select().from(person).where(eq(person.id, id));
	if (!row) throw new Error('no such person');
	return row;
};

describe('own choices', () => {
	test('decide whether a letter comes at once, with the summary or not', async () => {
		const who = await someone();
		const actor = actorOf(who);
		for (const [mail, states] of [
			['digest', ['digest']],
			['never', ['digest']],
			['now', ['digest', 'waiting']]
		] as const) {
			await saveMailChoices(database.db, actor, { own_requests: mail });
			await tell(event([who.id]));
			expect((await letters(who.id)).map((letter) => letter.state)).toEqual(states);
		}
		expect(await bell(who.id)).toHaveLength(3);
	});

	test('start as the topics say, and offer the desk only to who works there', async () => {
		const who = await someone();
		expect(await getMailChoices(database.db, actorOf(who))).toEqual({
			own_requests: 'now',
			conversation: 'now',
			approvals: 'now',
			training: 'now',
			notices: 'now',
			equipment: 'now'
		});
		const agent = actorOf(who, withRole('agent'));
		expect(await getMailChoices(database.db, agent)).toMatchObject({
			desk: 'now',
			desk_new: 'never'
		});
		await saveMailChoices(database.db, actorOf(who), { desk_new: 'now' });
		expect(await getMailChoices(database.db, agent)).toMatchObject({ desk_new: 'never' });
	});

	test('do not hold back letters about the account', async () => {
		const who = await someone();
		for (const topic of ['own_requests', 'conversation', 'approvals'] as const) {
			await saveMailChoices(database.db, actorOf(who), { [topic]: 'never' });
		}
		const link = 'https://desk.example/reset/abcdefghijklmnop';
		await database.db.transaction((tx) =>
			sendLetter(tx, {
				personId: who.id,
				kind: 'auth.reset',
				params: { link, until: '2026-11-24T11:00:00.000Z' },
				at: townNow
			})
		);
		const [letter] = await letters(who.id);
		expect(letter).toMatchObject({ state: 'waiting', kind: 'auth.reset' });
		expect(letter?.body).toContain(link);
		expect(letter?.body).toMatch(/teisipäevani, 24\.\s+novembrini kell 13\.00/);
		expect(await bell(who.id)).toEqual([]);
	});
});

describe('the bell', () => {
	test('shows own lines in the language of the reader, newest first, and counts the unread', async () => {
		const who = await someone('et');
		const actor = actorOf(who);
		const kinds: NotificationKind[] = ['request.approved', 'request.promise_moved'];
		for (const kind of kinds) await tell(event([who.id], { kind }));
		const { lines, older } = await listBell(database.db, actor, { locale: 'ru', clock });
		expect(lines.map((line) => line.text.replaceAll('\u00a0', ' '))).toEqual([
			'Обещанный день заявки IT-2427 «Ligipääs Amphorale» изменён: Katrin Saar. Будет готово к понедельнику, 30 ноября.',
			'Заявка IT-2427 «Ligipääs Amphorale» согласована: Katrin Saar.'
		]);
		expect(older).toBeUndefined();
		expect(await unreadCount(database.db, actor)).toBe(2);
	});

	test('goes on where the first page ended', async () => {
		const who = await someone();
		for (let n = 0; n < 45; n += 1) await tell(event([who.id]));
		const first = await listBell(database.db, actorOf(who), { locale: 'et', clock });
		const olderThan = first.older;
		const rest = await listBell(database.db, actorOf(who), { locale: 'et', clock, olderThan });
		expect([first.lines.length, rest.lines.length, rest.older]).toEqual([40, 5, undefined]);
	});

	test('marks what was told about a record when it is opened', async () => {
		const who = await someone();
		const about = event([who.id]);
		await tell(about);
		await tell({ ...about, kind: 'request.commented' });
		await tell(event([who.id]));
		expect(await markRead(database.db, actorOf(who), about.subject, clock)).toBe(2);
		expect(await unreadCount(database.db, actorOf(who))).toBe(1);
	});

	test("a colleague can neither open nor mark somebody's line", async () => {
		const [who, colleague] = [await someone(), await someone()];
		await tell(event([who.id]));
		const [line] = await bell(who.id);
		const ids = [line?.id ?? ''];
		expect(
			await openBellLine(database.db, actorOf(colleague), ids[0] ?? '', clock)
		).toBeUndefined();
		expect(await markRead(database.db, actorOf(colleague), { ids }, clock)).toBe(0);
		expect(await openBellLine(database.db, actorOf(who), ids[0] ?? '', clock)).toBe(
			'/requests/IT-2427'
		);
		expect(await unreadCount(database.db, actorOf(who))).toBe(0);
	});
});
