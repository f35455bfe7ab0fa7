import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { ledgerShape } from '#lib/notices/ledger/ledger-shape.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { chooseReader } from '#lib/server/notices/audience/choose-reader.ts';
import { listChoices } from '#lib/server/notices/audience/list-choices.ts';
import { exportReaders, listReaders } from '#lib/server/notices/audience/list-readers.ts';
import { getNoticeHead } from '#lib/server/notices/audience/notice-head.ts';
import { listForPaper } from '#lib/server/notices/audience/paper-lists.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, type NoticeWishes } from '#tests/support/notice-factories.ts';
import { toldByLetter } from '#tests/support/notice-letters.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let owner: TownPerson;
let desk: ReturnType<typeof actorOf>;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	owner = await town.addPerson('Owner');
	desk = actorOf(owner, withRole('agent'));
});
afterAll(() => test.close());

const notice = (wishes: Partial<NoticeWishes> = {}) =>
	aNotice(test.db, { ownerId: owner.id, ...wishes });
const names = async (noticeId: string, query = '', actor = desk) => {
	const state = parseListState(ledgerShape, new URLSearchParams(query));
	return (await listReaders(test.db, actor, noticeId, state, clock)).rows.map(({ name }) => name);
};

describe('the ledger', () => {
	it('says of each reader what they were told, by which way, and how it went', async () => {
		const mari = await town.addPerson('Mari');
		const { id } = await notice({
			state: 'in_progress',
			readers: [
				{ personId: mari.id, seenAt: townNow, acknowledgedAt: townNow, promise: 'will_do' }
			],
			updates: [{ kind: 'started' }]
		});
		await toldByLetter(test.db, { noticeId: id, personId: mari.id, state: 'sent' });
		const state = parseListState(ledgerShape, new URLSearchParams());
		const page = await listReaders(test.db, desk, id, state, clock);
		expect(page.count).toBe(1);
		expect(page.rows[0]).toMatchObject({
			id: mari.id,
			name: 'Mari',
			wave: 'announced',
			reach: 'read',
			seenAt: townNow,
			acknowledgedAt: townNow,
			promise: 'will_do',
			toldAfterAt: null,
			missed: false,
			messages: [
				{ kind: 'announced', state: null, sentAt: null },
				{ kind: 'started', state: null },
				{ kind: 'news', state: 'sent', error: null }
			]
		});
		expect(new Date(page.rows[0]?.messages[2]?.sentAt ?? '')).toEqual(townNow);
	});

	it('is filtered by how far it came, by unit, by word and by what was said', async () => {
		const [aino, berta, child, dora] = [
			await town.addPerson('Aino'),
			await town.addPerson('Berta'),
			await town.addPerson('Child nurse', { unitId: town.group.id }),
			await town.addPerson('Dora')
		];
		const { id } = await notice({
			state: 'restored',
			readers: [
				{ personId: aino.id, seenAt: townNow, toldAfterAt: townNow, works: false },
				{ personId: berta.id, hasMailbox: false },
				{ personId: child.id, hasMailbox: false, toldByHandAt: townNow, toldAfterAt: townNow },
				{ personId: dora.id, wave: 'joined', toldAfterAt: townNow }
			]
		});
		expect(await names(id)).toEqual(['Aino', 'Berta', 'Child nurse', 'Dora']);
		expect(await names(id, 'sort=-name')).toEqual(['Dora', 'Child nurse', 'Berta', 'Aino']);
		expect(await names(id, 'reach=read')).toEqual(['Aino']);
		expect(await names(id, 'reach=no_mailbox')).toEqual(['Berta']);
		expect(await names(id, 'reach=arrived')).toEqual(['Child nurse']);
		expect(await names(id, 'reach=portal_only,came_back,on_the_way')).toEqual(['Dora']);
		expect(await names(id, `unit=${town.kindergarten.id}`)).toEqual(['Child nurse']);
		expect(await names(id, 'wave=joined')).toEqual(['Dora']);
		expect(await names(id, 'after=missed')).toEqual(['Berta']);
		expect(await names(id, 'after=told')).toEqual(['Aino', 'Child nurse', 'Dora']);
		expect(await names(id, 'after=not_yet')).toEqual([]);
		expect(await names(id, 'answer=works_not')).toEqual(['Aino']);
		expect(await names(id, 'reach=nonsense')).toEqual([]);
		expect(await names(id, 'q=nurse')).toEqual(['Child nurse']);
		const limited = actorOf(owner, withRole('auditor', [town.group.id]));
		expect(await names(id, '', limited)).toEqual(['Child nurse']);
		const whole = parseListState(ledgerShape, new URLSearchParams());
		const rows = [];
		for await (const row of exportReaders(test.db, desk, id, whole, clock)) rows.push(row.name);
		expect(rows).toEqual(['Aino', 'Berta', 'Child nurse', 'Dora']);
	});

	it('is not for employees, and of no number that is none', async () => {
		const { number } = await notice();
		expect(await refusalOf(getNoticeHead(test.db, actorOf(owner), number))).toMatch(/^Forbidden/);
		expect(await refusalOf(getNoticeHead(test.db, desk, 999_999))).toMatch(/^NotFound/);
	});
});

describe('lists on paper', () => {
	it('give those without a mailbox to the head of their place, else of the unit above', async () => {
		const [head, above, cook, cleaner, told] = [
			await town.addPerson('House head'),
			await town.addPerson('Unit head'),
			await town.addPerson('Cook', { unitId: town.group.id }),
			await town.addPerson('Cleaner', { unitId: town.group.id }),
			await town.addPerson('Told', { unitId: town.group.id })
		];
		const house = newId();
		await test.db
			.insert(place)
			.values({ id: house, code: house, name: { et: 'Maja', ru: 'Дом' }, headId: head.id });
		await test.db.update(unit).set({ headId: above.id }).where(eq(unit.id, town.kindergarten.id));
		await test.db.update(person).set({ placeId: house }).where(eq(person.id, cook.id));
		await test.db.update(person).set({ placeId: null }).where(eq(person.id, cleaner.id));
		const readers = [cook, cleaner, told].map(({ id: personId }) => ({
			personId,
			hasMailbox: false,
			...(personId === told.id ? { toldByHandAt: townNow } : {})
		}));
		const on = await notice({ state: 'in_progress', readers });
		const seen = (lists: Awaited<ReturnType<typeof listForPaper>>) =>
			lists.map(({ headName, people }) => [headName, ...people.map(({ name }) => name)]);
		const lists = seen(await listForPaper(test.db, desk, on.id));
		expect(lists).toHaveLength(2);
		expect(lists).toEqual(
			expect.arrayContaining([
				['House head', 'Cook'],
				['Unit head', 'Cleaner']
			])
		);
		const later = new Date(townNow.getTime() + 3_600_000);
		const over = await notice({ state: 'restored', readers, row: { restoredAt: later } });
		const after = (await listForPaper(test.db, desk, over.id)).flatMap(({ people }) => people);
		expect(after.map(({ name }) => name).sort()).toEqual(['Cleaner', 'Cook', 'Told']);
	});
});

describe('choices', () => {
	it('are listed with who chose and why', async () => {
		const mari = await town.addPerson('Mari');
		const { id, number } = await notice({ state: 'draft' });
		const reason = 'Vastutab maja eest';
		await chooseReader(
			test.db,
			desk,
			{ number, personId: mari.id, choice: 'exclude', reason },
			clock
		);
		expect(await listChoices(test.db, desk, id)).toEqual([
			{
				personId: mari.id,
				name: 'Mari',
				choice: 'exclude',
				reason,
				by: 'Owner',
				isReader: false
			}
		]);
	});
});
