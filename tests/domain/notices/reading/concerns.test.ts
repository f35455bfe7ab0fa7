import { afterAll, beforeAll, expect, it } from 'vitest';
import { withLocale } from '#lib/i18n/server-locale.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { concernsNow } from '#lib/server/notices/reading/concerns-now.ts';
import { dismissNotice } from '#lib/server/notices/reading/dismiss-notice.ts';
import { addUpdate } from '#lib/server/notices/life/add-update.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice, aText, type NoticeWishes } from '#tests/support/notice-factories.ts';
import { actorOf, smallTown, type SmallTown, type TownPerson } from '#tests/support/town.ts';

/** What is over leaves the banners by the real clock. */
const now = new Date();
let database: TestDatabase;
let town: SmallTown;
let owner: TownPerson;
beforeAll(async () => {
	database = await testDatabase();
	town = await smallTown(database.db);
	owner = await town.addPerson('Owner');
});
afterAll(() => database.close());

async function reader(): Promise<Actor> {
	return actorOf(await town.addPerson('Reader'));
}
const tell = (wishes: Omit<NoticeWishes, 'ownerId'>) =>
	aNotice(database.db, { ownerId: owner.id, at: now, ...wishes });
const shownTo = (actor: Actor, isWhole = false) =>
	withLocale('et', () => concernsNow(database.db, actor, { locale: 'et', now, isWhole }));

it('shows a notice to its readers and to nobody else', async () => {
	const mine = await reader();
	const { number } = await tell({ state: 'in_progress', readers: [mine.personId] });
	expect((await shownTo(mine)).notices).toMatchObject([{ number, stays: true, kind: 'problem' }]);
	expect(await shownTo(await reader())).toEqual({ notices: [], more: 0 });
});

it('puts what is going on first, gravest first, and counts what does not fit', async () => {
	const mine = await reader();
	const readers = [mine.personId];
	const coming = await tell({ readers });
	const degraded = await tell({ readers, state: 'in_progress', impact: 'degraded' });
	const grave = await tell({ readers, state: 'awaiting_confirmation' });
	await tell({ readers, state: 'restored', row: { restoredAt: new Date(now.getTime() - 60_000) } });
	const { notices, more } = await shownTo(mine);
	expect(notices.map(({ number }) => number)).toEqual([
		grave.number,
		degraded.number,
		coming.number
	]);
	expect(more).toBe(1);
});

it('leaves out what begins in a month, what was over yesterday, and old information', async () => {
	const mine = await reader();
	const readers = [mine.personId];
	const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
	await tell({ readers, row: { startsAt: inDays(30), plannedEndAt: inDays(31) } });
	await tell({ readers, state: 'restored', row: { restoredAt: inDays(-2) } });
	await tell({ readers, kind: 'information', row: { announcedAt: inDays(-5) } });
	await tell({ readers, state: 'draft' });
	expect((await shownTo(mine)).notices).toEqual([]);
});

it('is put away once it is read, and comes back with news', async () => {
	const mine = await reader();
	const { id, number } = await tell({ readers: [mine.personId] });
	await dismissNotice(database.db, mine, number, fixedClock(now));
	expect((await shownTo(mine)).notices).toEqual([]);
	expect((await shownTo(mine, true)).notices).toHaveLength(1);
	const [row] = await database.sql<{ seen: string }[]>`
		select seen_at as seen from notice_reader where notice_id = ${id}`;
	expect(new Date(row?.seen ?? 0)).toEqual(now);
	await database.db.transaction((tx) =>
		addUpdate(tx, {
			noticeId: id,
			kind: 'news',
			texts: { et: 'Alustame varem.' },
			byId: owner.id,
			at: new Date(now.getTime() + 1000)
		})
	);
	expect((await shownTo(mine)).notices).toMatchObject([{ number }]);
	expect((await shownTo(mine)).notices[0]?.text).toContain('Alustame varem.');
});

it('cannot be put away while the reader is without it', async () => {
	const mine = await reader();
	const { number } = await tell({ readers: [mine.personId], state: 'in_progress' });
	await expect(dismissNotice(database.db, mine, number)).rejects.toMatchObject({
		code: 'Conflict',
		messageKey: 'notices_stays'
	});
	expect((await shownTo(mine)).notices).toHaveLength(1);
	await expect(dismissNotice(database.db, await reader(), number)).rejects.toMatchObject({
		code: 'NotFound'
	});
});

it('says in which language a text is that the reader has none in', async () => {
	const mine = await reader();
	await tell({ readers: [mine.personId], texts: { ru: aText('Не работает') } });
	expect((await shownTo(mine)).notices).toMatchObject([{ title: 'Не работает', from: 'ru' }]);
});
