import ICAL from 'ical.js';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLocale } from '#lib/i18n/server-locale.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { acknowledgeNotice } from '#lib/server/notices/reading/acknowledge-notice.ts';
import { listMyNotices } from '#lib/server/notices/reading/my-notices.ts';
import { noticePage } from '#lib/server/notices/reading/notice-page.ts';
import { ownCalendar } from '#lib/server/notices/reading/own-calendar.ts';
import { posterPdf } from '#lib/server/notices/reading/poster-pdf.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { myNoticesShape } from '#lib/notices/reader/my-notices-shape.ts';
import { config } from '#lib/server/config.ts';
import { squaresIn } from '#tests/support/poster-squares.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, aText, type NoticeWishes } from '#tests/support/notice-factories.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

const now = townNow;
let database: TestDatabase;
let town: SmallTown;
let owner: TownPerson;
beforeAll(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
	owner = await town.addPerson('Rasmus Kivi');
});
afterAll(() => database.close());

const tell = (wishes: Omit<NoticeWishes, 'ownerId'>) =>
	aNotice(database.db, { ownerId: owner.id, ...wishes });
const open = (actor: Actor, number: number, locale: 'et' | 'ru' | 'en' = 'et') =>
	withLocale(locale, () => noticePage(database.db, actor, number, { locale, now }));
const stateOf = (query = '') => parseListState(myNoticesShape, new URLSearchParams(query));

describe("a notice's page", () => {
	it('is for its readers, who represents them, who keeps notices, and everybody when it is public', async () => {
		const teacher = await town.addPerson('Teacher', { unitId: town.kindergarten.id });
		const stranger = actorOf(await town.addPerson('Stranger'));
		const secretary = actorOf(await town.addPerson('Secretary'), {
			representsUnitIds: [town.kindergarten.id]
		});
		const agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const { number } = await tell({ readers: [teacher.id] });
		for (const one of [actorOf(teacher), secretary, agent])
			expect(await open(one, number)).toMatchObject({ number });
		await expect(open(stranger, number)).rejects.toMatchObject({ code: 'NotFound' });
		const draft = await tell({ state: 'draft' });
		await expect(open(agent, draft.number)).rejects.toMatchObject({ code: 'NotFound' });
		const open_ = await tell({ row: { isPublic: true } });
		expect(await open(stranger, open_.number)).toMatchObject({ number: open_.number });
	});

	it('is kept as seen when its reader opens it, and not when somebody else does', async () => {
		const reader = await town.addPerson('Reader', { unitId: town.kindergarten.id });
		const { id, number } = await tell({ readers: [reader.id] });
		const seen = () =>
			database.sql<
				{ at: string | null }[]
			>`select seen_at as at from notice_reader where notice_id = ${id}`;
		await open(actorOf(await town.addPerson('Agent'), withRole('agent')), number);
		expect((await seen())[0]?.at).toBeNull();
		await open(actorOf(reader), number);
		expect(new Date((await seen())[0]?.at ?? 0)).toEqual(now);
	});

	it('says why the reader gets it', async () => {
		const reader = await town.addPerson('Reader');
		const { number } = await tell({
			readers: [
				{
					personId: reader.id,
					reasons: [{ kind: 'place', targetId: town.hall, how: 'place' }]
				}
			]
		});
		expect((await open(actorOf(reader), number)).why.join()).toContain('hall');
	});

	it('marks the language of a text that is not the reader’s, and a translation that is older', async () => {
		const reader = await town.addPerson('Reader');
		const et = aText('Vahetame seadme', { summary: 'Uus.', changedAt: '2026-11-23T10:00:00Z' });
		const ru = aText('Меняем', { summary: 'Старое.', changedAt: '2026-11-20T10:00:00Z' });
		const { number } = await tell({ readers: [reader.id], texts: { et, ru } });
		const actor = actorOf(reader);
		expect(await open(actor, number, 'en')).toMatchObject({ from: 'et', isOlder: false });
		expect(await open(actor, number, 'ru')).toMatchObject({
			title: 'Меняем',
			from: null,
			isOlder: true,
			others: ['et']
		});
	});

	it('keeps what its reader says they will do, and then that it is done', async () => {
		const reader = actorOf(await town.addPerson('Reader'));
		const { id, number } = await tell({
			readers: [reader.personId],
			row: { asksAcknowledgement: true }
		});
		expect((await open(reader, number)).acknowledge?.asked).toEqual(['will_do', 'done']);
		const say = (promise: 'will_do' | 'done') =>
			acknowledgeNotice(database.db, reader, { number, promise }, fixedClock(now));
		await say('will_do');
		expect((await open(reader, number)).acknowledge).toMatchObject({
			asked: ['done'],
			promise: 'will_do'
		});
		await say('done');
		await say('done');
		expect((await open(reader, number)).acknowledge).toMatchObject({ asked: [], promise: 'done' });
		const audit = await database.sql`
			select from audit_entry where action = 'notice.acknowledged' and record_id = ${id}`;
		expect(audit).toHaveLength(2);
		const stranger = actorOf(await town.addPerson('Stranger'));
		await expect(
			acknowledgeNotice(database.db, stranger, { number, promise: 'read' })
		).rejects.toMatchObject({ code: 'NotFound' });
	});

	it('is a calendar entry with the UID of its letters and a paper for the door', async () => {
		const reader = actorOf(await town.addPerson('Reader'));
		const { id, number } = await tell({ readers: [reader.personId], row: { sequence: 3 } });
		const text = await ownCalendar(database.db, reader, number, { locale: 'et', now });
		const event = new ICAL.Component(ICAL.parse(text) as never[]).getFirstSubcomponent('vevent');
		expect(event?.getFirstPropertyValue('uid')).toContain(`notice-${id}@`);
		expect(event?.getFirstPropertyValue('sequence')).toBe(3);
		const pdf = await posterPdf(database.db, reader, number, { locale: 'et', now });
		expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
		expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
		const { size, data } = encode(`${config().origin}/notices/${number}`, { border: 4 });
		expect(squaresIn(pdf, size)).toEqual(data);
	});
});

describe('my notices', () => {
	it('are parted into now, coming and past, the past page by page', async () => {
		const reader = actorOf(await town.addPerson('Reader'));
		const readers = [reader.personId];
		const going = await tell({ readers, state: 'in_progress' });
		const coming = await tell({ readers });
		for (let count = 0; count < 25; count += 1) {
			const ended = new Date(now.getTime() - count * 86_400_000);
			await tell({ readers, state: 'closed', row: { restoredAt: ended } });
		}
		await tell({ state: 'in_progress' });
		const page = await listMyNotices(database.db, reader, stateOf(), now);
		expect(page.now.map(({ number }) => number)).toEqual([going.number]);
		expect(page.coming.map(({ number }) => number)).toEqual([coming.number]);
		expect(page.past.rows).toHaveLength(20);
		const rest = await listMyNotices(
			database.db,
			reader,
			stateOf(`after=${encodeURIComponent(page.past.next ?? '')}`),
			now
		);
		expect(rest.past.rows).toHaveLength(5);
	});

	it('of a unit are those of its people, counted, for who represents it', async () => {
		const cook = await town.addPerson('Cook', { unitId: town.kindergarten.id });
		const secretary = actorOf(await town.addPerson('Secretary'), {
			representsUnitIds: [town.kindergarten.id]
		});
		const { number } = await tell({ readers: [cook.id] });
		const rows = await listMyNotices(database.db, secretary, stateOf('tab=unit'), now);
		expect(rows.coming.find((row) => row.number === number)).toMatchObject({ people: 1 });
		const own = await listMyNotices(database.db, actorOf(cook), stateOf('tab=unit'), now);
		expect(own.tab).toBe('mine');
	});

	it('are found by their words in any language', async () => {
		const reader = actorOf(await town.addPerson('Reader'));
		const { number } = await tell({
			readers: [reader.personId],
			texts: { et: aText('Postkastid kolivad'), ru: aText('Переезд почты') }
		});
		const found = await listMyNotices(database.db, reader, stateOf('q=почты'), now);
		expect(found.coming.map((row) => row.number)).toEqual([number]);
		const none = await listMyNotices(database.db, reader, stateOf('q=telefon'), now);
		expect(none.coming).toEqual([]);
	});
});
