import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { addLaterOnes } from '#lib/server/notices/audience/add-later-ones.ts';
import { addMeToo } from '#lib/server/notices/audience/add-me-too.ts';
import {
	checkAllToldAfter,
	checkToldAfter
} from '#lib/server/notices/audience/check-told-after.ts';
import { chooseReader, type ReaderChoosing } from '#lib/server/notices/audience/choose-reader.ts';
import { coverageOf } from '#lib/server/notices/audience/coverage-of.ts';
import { freezeAudience } from '#lib/server/notices/audience/freeze-audience.ts';
import { previewAudience } from '#lib/server/notices/audience/preview-audience.ts';
import { tellByHand } from '#lib/server/notices/audience/tell-by-hand.ts';
import { tellMissed } from '#lib/server/notices/audience/tell-missed.ts';
import { noticeUpdate } from '#lib/server/notices/tables.ts';
import { noticeMessage, noticeReader } from '#lib/server/notices/telling/tables.ts';
import { bellEntry, outboxMessage, type OutboxState } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, type NoticeWishes } from '#tests/support/notice-factories.ts';
import { aLetter, toldByLetter } from '#tests/support/notice-letters.ts';
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

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
beforeEach(async () => {
	owner = await town.addPerson('Owner');
});
afterAll(() => test.close());

const desk = () => actorOf(owner, withRole('agent'));
const notice = (wishes: Partial<NoticeWishes> = {}) =>
	aNotice(test.db, { ownerId: owner.id, ...wishes });
const readersOf = (noticeId: string) =>
	test.db.select().from(noticeReader).where(eq(noticeReader.noticeId, noticeId));
const messagesTo = (noticeId: string, personId: string) =>
	test.db
		.select({ updateId: noticeMessage.updateId, kind: noticeMessage.kind })
		.from(noticeMessage)
		.where(and(eq(noticeMessage.noticeId, noticeId), eq(noticeMessage.personId, personId)));
const runJob = (job: typeof addLaterOnes) => job({ db: test.db, clock }, {});
const toUnit = (targetId: string) => [{ kind: 'unit' as const, targetId }];
const choosing = (number: number, personId: string, more: Partial<ReaderChoosing> = {}) => ({
	number,
	personId,
	choice: 'include' as const,
	reason: 'Vastutab maja eest',
	...more
});

describe('freezing', () => {
	it('writes who is concerned, in their language and with or without a mailbox, once each', async () => {
		const [mari, ivan] = [
			await town.addPerson('Mari', { unitId: town.group.id }),
			await town.addPerson('Ivan', { unitId: town.group.id })
		];
		await test.db
			.update(person)
			.set({ locale: 'ru', hasMailbox: false, placeId: null })
			.where(eq(person.id, ivan.id));
		const { id, number } = await notice({ affected: toUnit(town.group.id) });
		const freeze = () => withTransaction(test.db, (tx) => freezeAudience(tx, id, townNow));
		const preview = await previewAudience(test.db, desk(), number, clock);
		expect(await freeze()).toBe(2);
		expect(await freeze()).toBe(0);
		expect(preview.count).toBe(2);
		const rows = await readersOf(id);
		expect(rows.find((row) => row.personId === ivan.id)).toMatchObject({
			locale: 'ru',
			hasMailbox: false,
			wave: 'announced'
		});
		expect(rows.find((row) => row.personId === mari.id)).toMatchObject({
			locale: 'et',
			hasMailbox: true,
			reasons: [{ kind: 'unit', targetId: town.group.id, how: 'unit' }]
		});
	});
});

describe('those who come later', () => {
	it('are added and told what holds now, once; and nobody is when it is over', async () => {
		const late = await town.addPerson('Late');
		const affected = [{ kind: 'person' as const, targetId: late.id }];
		const on = await notice({
			state: 'in_progress',
			affected,
			updates: [{ kind: 'started' }, { kind: 'news' }]
		});
		const over = await notice({ state: 'restored', affected });
		await runJob(addLaterOnes);
		await runJob(addLaterOnes);
		expect(await readersOf(on.id)).toMatchObject([{ personId: late.id, wave: 'joined' }]);
		expect(await messagesTo(on.id, late.id)).toEqual([
			{ updateId: on.updateIds[1], kind: 'started' }
		]);
		const joined = await test.db
			.select()
			.from(noticeUpdate)
			.where(and(eq(noticeUpdate.noticeId, on.id), eq(noticeUpdate.kind, 'joined')));
		expect(joined).toMatchObject([{ facts: { count: 1 }, forReaders: false, byId: null }]);
		expect(await readersOf(over.id)).toEqual([]);
		const letters = await test.db
			.select()
			.from(outboxMessage)
			.where(eq(outboxMessage.personId, late.id));
		expect(letters).toHaveLength(1);
	});
});

describe('choosing a reader', () => {
	it('of a draft is kept with its reason and taken back', async () => {
		const mari = await town.addPerson('Mari');
		const { id, number } = await notice({ state: 'draft' });
		const first = await chooseReader(test.db, desk(), choosing(number, mari.id), clock);
		expect(await previewAudience(test.db, desk(), number, clock)).toMatchObject({
			count: 1,
			included: 1
		});
		expect(await readersOf(id)).toEqual([]);
		expect(
			await refusalOf(
				chooseReader(
					test.db,
					desk(),
					choosing(number, mari.id, { revision: first.revision - 1 }),
					clock
				)
			)
		).toMatch(/^Conflict notice_desk_moved/);
		await chooseReader(test.db, desk(), choosing(number, mari.id, { choice: 'registers' }), clock);
		expect((await previewAudience(test.db, desk(), number, clock)).count).toBe(0);
		expect(
			await refusalOf(
				chooseReader(test.db, desk(), choosing(number, mari.id, { reason: ' ' }), clock)
			)
		).toBe('Invalid notice_audience_error_reason');
	});

	it('of an announced one adds and tells them; who is a reader stays one', async () => {
		const mari = await town.addPerson('Mari');
		const { id, number, updateIds } = await notice();
		await chooseReader(test.db, desk(), choosing(number, mari.id), clock);
		expect(await readersOf(id)).toMatchObject([
			{ wave: 'included', reasons: [{ how: 'included', via: 'Vastutab maja eest' }] }
		]);
		expect(await messagesTo(id, mari.id)).toEqual([{ updateId: updateIds[0], kind: 'announced' }]);
		expect(
			await refusalOf(
				chooseReader(test.db, desk(), choosing(number, mari.id, { choice: 'exclude' }), clock)
			)
		).toBe('Conflict notice_audience_already');
	});

	it('left out beforehand is not added later', async () => {
		const who = await town.addPerson('Out', { unitId: town.group.id });
		const { id, number } = await notice({ affected: [{ kind: 'person', targetId: who.id }] });
		await chooseReader(test.db, desk(), choosing(number, who.id, { choice: 'exclude' }), clock);
		await runJob(addLaterOnes);
		expect(await readersOf(id)).toEqual([]);
	});

	it('is refused to employees, to a role that does not reach the person, and when it is over', async () => {
		const mari = await town.addPerson('Mari');
		const { id, number } = await notice();
		const own = await town.addPerson('Own', { unitId: town.group.id });
		const limited = actorOf(own, withRole('agent', [town.group.id]));
		const add = (actor: ReturnType<typeof actorOf>, of = number) =>
			refusalOf(chooseReader(test.db, actor, choosing(of, mari.id), clock));
		expect(await add(actorOf(mari))).toMatch(/^NotFound/);
		expect(await add(limited)).toMatch(/^Forbidden/);
		expect(await readersOf(id)).toEqual([]);
		const reached = await notice({ readers: [mari.id] });
		const jüri = choosing(reached.number, (await town.addPerson('Jüri')).id, { choice: 'exclude' });
		expect(await refusalOf(chooseReader(test.db, limited, jüri, clock))).toBe(
			'Forbidden notice_desk_beyond_units'
		);
		const ofTheirs = await notice({ ownerId: own.id, readers: [own.id] });
		expect(await add(limited, ofTheirs.number)).toBe('Forbidden notice_desk_beyond_units');
		expect(await readersOf(ofTheirs.id)).toHaveLength(1);
		const over = await notice({ state: 'cancelled' });
		expect(await add(desk(), over.number)).toBe('Conflict notice_audience_over');
	});
});

describe('"me too"', () => {
	it('makes a reader who is told, and is a reason more for one who is a reader', async () => {
		const [mari, jüri] = [await town.addPerson('Mari'), await town.addPerson('Jüri')];
		const { id } = await notice({ kind: 'outage', state: 'in_progress', readers: [jüri.id] });
		const say = (personId: string) =>
			withTransaction(test.db, (tx) => addMeToo(tx, id, personId, townNow));
		expect(await say(mari.id)).toEqual({ isNew: true });
		expect(await say(jüri.id)).toEqual({ isNew: true });
		expect(await say(jüri.id)).toEqual({ isNew: false });
		const rows = await readersOf(id);
		expect(rows.find((row) => row.personId === mari.id)).toMatchObject({ wave: 'me_too' });
		expect(rows.find((row) => row.personId === jüri.id)?.reasons.map(({ how }) => how)).toEqual([
			'included',
			'me_too'
		]);
		expect(await messagesTo(id, mari.id)).toHaveLength(1);
		const over = await notice({ state: 'restored' });
		expect(
			await refusalOf(withTransaction(test.db, (tx) => addMeToo(tx, over.id, mari.id, townNow)))
		).toBe('Conflict notice_audience_over');
	});
});

describe('coverage', () => {
	it('puts every reader in one place, and adds up', async () => {
		const people = await Promise.all(
			['read', 'sent', 'back', 'none', 'waits', 'never', 'hand', 'gathered'].map((name) =>
				town.addPerson(name)
			)
		);
		const [read, sent, back, none, waits, never, hand, gathered] = people.map(({ id }) => id);
		const { id } = await notice({
			readers: [
				{ personId: read ?? '', seenAt: townNow },
				sent ?? '',
				back ?? '',
				{ personId: none ?? '', hasMailbox: false },
				waits ?? '',
				never ?? '',
				{ personId: hand ?? '', hasMailbox: false, toldByHandAt: townNow },
				gathered ?? ''
			]
		});
		const letterTo = (personId = '', state: OutboxState, more: { digestId?: string } = {}) =>
			toldByLetter(test.db, { noticeId: id, personId, state, ...more });
		const digestId = await aLetter(test.db, { state: 'sent' });
		await letterTo(sent, 'sent');
		await letterTo(back, 'failed');
		await letterTo(waits, 'waiting');
		await letterTo(gathered, 'gathered', { digestId });
		expect(await coverageOf(test.db, id)).toEqual({
			readers: 8,
			read: 1,
			arrived: 3,
			notArrived: 4,
			withoutMailbox: 1,
			bounced: 1,
			onTheWay: 1,
			portalOnly: 1,
			acknowledged: 0,
			toldAfter: 0,
			missedAfter: 0
		});
	});
});

describe('told after', () => {
	it('is missed by somebody who was told before and not after: an alarm, and an act that ends it', async () => {
		const [told, missed, left] = [
			await town.addPerson('Told'),
			await town.addPerson('Missed'),
			await town.addPerson('Left', { status: 'left' })
		];
		const { id, number } = await notice({
			state: 'restored',
			readers: [{ personId: told.id, toldAfterAt: townNow }, missed.id, left.id],
			row: { restoredAt: townNow }
		});
		const update = { id: newId(), noticeId: id, kind: 'restored' as const, at: townNow };
		await test.db.insert(noticeUpdate).values({ ...update, forReaders: true });
		await runJob(checkAllToldAfter);
		expect((await coverageOf(test.db, id)).missedAfter).toBe(1);
		const bells = await test.db
			.select()
			.from(bellEntry)
			.where(and(eq(bellEntry.personId, owner.id), eq(bellEntry.recordId, id)));
		expect(bells).toMatchObject([{ kind: 'notice.not_told_after', params: { count: '1' } }]);
		expect(await tellMissed(test.db, desk(), { number }, clock)).toEqual({ told: 1 });
		expect(await checkToldAfter(test.db, id, townNow)).toEqual({ missed: 0 });
		expect(await tellMissed(test.db, desk(), { number }, clock)).toEqual({ told: 0 });
	});

	it('is missed by a letter that came back, until somebody told them', async () => {
		const who = await town.addPerson('Who');
		const { id, number } = await notice({
			state: 'restored',
			readers: [{ personId: who.id, toldAfterAt: townNow }],
			row: { restoredAt: townNow }
		});
		const letter = { noticeId: id, personId: who.id, state: 'failed', kind: 'restored' } as const;
		await toldByLetter(test.db, letter);
		expect(await checkToldAfter(test.db, id, townNow)).toEqual({ missed: 1 });
		const told = await tellByHand(test.db, desk(), { number, personIds: [who.id, 'x'] }, clock);
		expect(told).toEqual({ told: 1 });
		expect(await checkToldAfter(test.db, id, townNow)).toEqual({ missed: 0 });
		expect(await coverageOf(test.db, id)).toMatchObject({ arrived: 1, missedAfter: 0 });
	});

	it('is missed by a morning’s summary that came back, too', async () => {
		const [back, came] = [await town.addPerson('Back'), await town.addPerson('Came')];
		const { id } = await notice({
			state: 'restored',
			readers: [back, came].map((who) => ({ personId: who.id, toldAfterAt: townNow })),
			row: { restoredAt: townNow }
		});
		for (const [who, state] of [[back, 'failed'] as const, [came, 'sent'] as const]) {
			const digestId = await aLetter(test.db, { personId: who.id, state });
			const letter = { noticeId: id, personId: who.id, kind: 'restored' } as const;
			await toldByLetter(test.db, { ...letter, state: 'gathered', digestId });
		}
		expect(await checkToldAfter(test.db, id, townNow)).toEqual({ missed: 1 });
	});

	it('of one that was reopened counts from its last end', async () => {
		const who = await town.addPerson('Who');
		const before = new Date(townNow.getTime() - 3_600_000);
		const { id } = await notice({
			state: 'restored',
			readers: [{ personId: who.id, toldAfterAt: before }],
			row: { restoredAt: townNow }
		});
		expect(await checkToldAfter(test.db, id, townNow)).toEqual({ missed: 1 });
	});

	it('is not asked while it goes on', async () => {
		const who = await town.addPerson('Who');
		const { id } = await notice({ state: 'in_progress', readers: [who.id] });
		expect(await checkToldAfter(test.db, id, townNow)).toEqual({ missed: 0 });
	});

	it('by hand is noted by the desk of their units only', async () => {
		const who = await town.addPerson('Who');
		const { number } = await notice({ readers: [who.id] });
		const limited = actorOf(owner, withRole('agent', [town.group.id]));
		const tell = (actor: ReturnType<typeof actorOf>) =>
			tellByHand(test.db, actor, { number, personIds: [who.id] }, clock);
		expect(await tell(limited)).toEqual({ told: 0 });
		expect(await refusalOf(tell(actorOf(who)))).toMatch(/^NotFound/);
	});
});
