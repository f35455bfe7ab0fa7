import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import { addUpdate } from '#lib/server/notices/life/add-update.ts';
import { noticeMessage, noticeReader } from '#lib/server/notices/telling/tables.ts';
import { tellReaders } from '#lib/server/notices/telling/tell-readers.ts';
import { saveMailChoices } from '#lib/server/notifications/preferences.ts';
import { bellEntry, letterText, outboxMessage } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, type NoticeWishes } from '#tests/support/notice-factories.ts';
import {
	actorOf,
	smallTown,
	townNow,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

let database: TestDatabase;
let town: SmallTown;
let owner: TownPerson;
// The ledger can't be emptied: each test has a database of its own.
beforeEach(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
	owner = await town.addPerson('Rasmus Kivi');
});
afterEach(() => database.close());

const HOUR = 3_600_000;
const reader = async (more: Partial<typeof person.$inferInsert> = {}) => {
	const who = await town.addPerson('Mari Õun');
	if (Object.keys(more).length > 0) {
		await database.db.update(person).set(more).where(eq(person.id, who.id));
	}
	return who;
};
const announced = (wishes: Partial<NoticeWishes> = {}) =>
	aNotice(database.db, { ownerId: owner.id, ...wishes });
/** Tells the readers of an entry, with nobody told of it before. */
const tell = (noticeId: string, kind: ToldKind, more: { only?: string[]; at?: Date } = {}) =>
	database.db.transaction(async (tx) => {
		const at = more.at ?? townNow;
		const updateId = await addUpdate(tx, { noticeId, kind, byId: owner.id, at });
		return { updateId, told: await tellReaders(tx, { noticeId, updateId, kind, ...more, at }) };
	});
const letters = () =>
	database.db
		.select()
		.from(outboxMessage)
		.innerJoin(letterText, eq(letterText.id, outboxMessage.textId))
		.orderBy(outboxMessage.id);

describe('readers are told', () => {
	test('each gets a line under the bell, a letter in their language and a row of the ledger', async () => {
		const mari = await reader();
		const olga = await reader({ locale: 'ru' });
		const { id, number } = await announced({ readers: [mari.id, olga.id] });
		const { updateId, told } = await tell(id, 'started');
		expect(told).toBe(2);
		const bells = await database.db.select().from(bellEntry);
		expect(bells).toHaveLength(2);
		expect(bells[0]).toMatchObject({ kind: 'notice.started', href: `/notices/${number}` });
		const sent = await letters();
		expect(sent).toHaveLength(2);
		const russian = sent.find((row) => row.outbox_message.personId === olga.id);
		expect(russian?.outbox_message).toMatchObject({
			locale: 'ru',
			subject: 'Началось: В доме «Наэрулинд» нельзя печатать',
			thread: `notice-${id}`,
			state: 'waiting'
		});
		expect(russian?.letter_text.body).toContain('Пользуйтесь принтером библиотеки.');
		const ledger = await database.db
			.select()
			.from(noticeMessage)
			.where(eq(noticeMessage.updateId, updateId));
		expect(new Set(ledger.map((row) => row.outboxId))).toEqual(
			new Set(sent.map((row) => row.outbox_message.id))
		);
	});

	test('nobody twice of the same entry', async () => {
		const mari = await reader();
		const { id } = await announced({ readers: [mari.id] });
		const { updateId } = await tell(id, 'news');
		const again = await database.db.transaction((tx) =>
			tellReaders(tx, { noticeId: id, updateId, kind: 'news', at: townNow })
		);
		expect(again).toBe(0);
		expect(await letters()).toHaveLength(1);
	});

	test('somebody without a mailbox has the bell and the ledger, and no letter', async () => {
		const cook = await reader({ hasMailbox: false });
		const { id } = await announced({ readers: [cook.id] });
		expect((await tell(id, 'started')).told).toBe(1);
		expect(await letters()).toHaveLength(0);
		expect(await database.db.select().from(bellEntry)).toHaveLength(1);
	});

	test('somebody who has left is not told', async () => {
		const gone = await reader({ status: 'left' });
		const { id } = await announced({ readers: [gone.id] });
		expect((await tell(id, 'started')).told).toBe(0);
	});

	test('only those who came later, when they are named', async () => {
		const [mari, late] = [await reader(), await reader()];
		const { id } = await announced({ readers: [mari.id, late.id] });
		expect((await tell(id, 'news', { only: [late.id] })).told).toBe(1);
	});

	test('that it works again is written to each of them', async () => {
		const mari = await reader();
		const { id } = await announced({ readers: [mari.id], state: 'restored' });
		await tell(id, 'restored');
		const [row] = await database.db
			.select()
			.from(noticeReader)
			.where(eq(noticeReader.noticeId, id));
		expect(row?.toldAfterAt).toEqual(townNow);
		const [sent] = await letters();
		expect(sent?.letter_text.body).toContain('> Kõik töötab.');
	});
});

describe('letters go as each chose', () => {
	test('low impact waits for the morning', async () => {
		const mari = await reader();
		const { id } = await announced({
			readers: [mari.id],
			impact: 'none',
			row: { startsAt: new Date(townNow.getTime() + 72 * HOUR), plannedEndAt: null }
		});
		await tell(id, 'news');
		expect((await letters())[0]?.outbox_message.state).toBe('digest');
	});

	test('whoever chose the summary hears at once of what is happening and of what begins before it', async () => {
		const mari = await reader();
		await saveMailChoices(database.db, actorOf(mari), { notices: 'digest' });
		const far = { startsAt: new Date(townNow.getTime() + 72 * HOUR), plannedEndAt: null };
		const { id } = await announced({ readers: [mari.id], row: far });
		const soon = await announced({ readers: [mari.id] });
		await tell(id, 'reminded');
		await tell(soon.id, 'reminded');
		await tell(id, 'partly');
		expect((await letters()).map((row) => row.outbox_message.state)).toEqual([
			'digest',
			'waiting',
			'waiting'
		]);
	});

	test('whoever wants none gets none', async () => {
		const mari = await reader();
		await saveMailChoices(database.db, actorOf(mari), { notices: 'never' });
		const { id } = await announced({ readers: [mari.id] });
		await tell(id, 'started');
		expect(await letters()).toHaveLength(0);
	});
});

test('readers with the same reasons share one text, others get theirs', async () => {
	const people = [await reader(), await reader(), await reader({ locale: 'ru' })];
	const { id } = await announced({
		readers: people.map((who) => ({
			personId: who.id,
			reasons: [{ kind: 'place' as const, targetId: town.hall, how: 'place' as const }]
		}))
	});
	await tell(id, 'started');
	const texts = await database.db.select().from(letterText);
	expect(texts).toHaveLength(2);
	expect(texts.map((text) => text.body).join()).toContain('Sinu töökoht on');
});
