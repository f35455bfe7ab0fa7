import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printingTexts } from '#tests/support/notice-factories.ts';
import { actorOf, townNow, withRole } from '#tests/support/town.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { freezePeriod } from '#lib/server/notices/calendar/tables.ts';
import { notice, noticeUpdate } from '#lib/server/notices/tables.ts';
import { noticeMessage, noticeReader } from '#lib/server/notices/telling/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { later, worksTown, type WorksTown } from './works.ts';

let test: TestDatabase;
let town: WorksTown;
const now = fixedClock(townNow);

beforeAll(async () => {
	test = await testDatabase();
	town = await worksTown(test.db);
});
afterAll(() => test.close());

const row = async (id: string) => (await test.db.select().from(notice).where(eq(notice.id, id)))[0];
const refused = async (more: object, input: object = {}) => {
	const { number } = await town.draft(more);
	return refusalOf(announceNotice(test.db, town.owner, { number, ...input }, now));
};

it('announcing freezes whom it concerns and tells each of them once', async () => {
	const done = await town.announced();
	expect(done).toMatchObject({ state: 'announced' });
	const readers = await test.db
		.select()
		.from(noticeReader)
		.where(eq(noticeReader.noticeId, done.id));
	expect(readers).toHaveLength(done.readers);
	expect(readers.map((reader) => reader.personId)).toEqual(
		expect.arrayContaining(town.readers.map((reader) => reader.personId))
	);
	const messages = await test.db
		.select()
		.from(noticeMessage)
		.where(eq(noticeMessage.updateId, done.updateId));
	expect(messages).toHaveLength(readers.length);
	expect(await row(done.id)).toMatchObject({
		announcedAt: townNow,
		announcedById: town.owner.personId,
		inTime: true,
		lateReason: null
	});
});

it('is not announced twice, nor from a page that is older than the notice', async () => {
	const { number, revision } = await town.draft();
	const announce = (input: object) =>
		announceNotice(test.db, town.owner, { number, ...input }, now);
	expect(await refusalOf(announce({ revision: revision - 1 }))).toBe('Conflict notice_desk_moved');
	const both = await Promise.allSettled([announce({ revision }), announce({ revision })]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('an outage is going on since it began', async () => {
	const outage = { kind: 'outage' as const, startsAt: later(-20), plannedEndAt: null };
	const done = await town.announced(outage);
	expect(await row(done.id)).toMatchObject({
		state: 'in_progress',
		startedAt: later(-20),
		firstStartsAt: later(-20),
		inTime: null
	});
	const sudden = await town.announced({ ...outage, startsAt: null });
	expect((await row(sudden.id))?.startedAt).toEqual(townNow);
	expect(await refused({ ...outage, startsAt: later(20) })).toBe(
		'Invalid notice_desk_outage_future'
	);
});

it('asks for both languages, something affected and a window that makes sense', async () => {
	expect(await refused({ texts: { et: printingTexts.et } })).toBe(
		'Invalid notice_desk_text_missing_ru'
	);
	expect(await refused({ affected: [] })).toBe('Invalid notice_desk_nobody');
	expect(await refused({ startsAt: later(-60), plannedEndAt: later(60) })).toBe(
		'Invalid notice_desk_start_past'
	);
	expect(await refused({ plannedEndAt: null })).toBe('Invalid notice_desk_end_needed');
	expect(await refused({ startsAt: null, plannedEndAt: null })).toBe(
		'Invalid notice_desk_start_needed'
	);
});

it('told late it asks why, and keeps the answer', async () => {
	const soon = { startsAt: later(60), plannedEndAt: later(120) };
	expect(await refused(soon)).toBe('Invalid notice_desk_late_needed');
	const done = await town.announced(soon, { lateReason: 'Seade läks katki' });
	expect(await row(done.id)).toMatchObject({ inTime: false, lateReason: 'Seade läks katki' });
	const mild = [{ kind: 'place' as const, targetId: town.hall, impact: 'none' as const }];
	const harmless = await town.announced({
		...soon,
		affected: [...mild, { kind: 'unit', targetId: town.group.id, impact: 'none' }]
	});
	expect(await row(harmless.id)).toMatchObject({ inTime: true });
});

it('a change of software names its training or says why there is none', async () => {
	const id = newId();
	await test.db.insert(softwareProduct).values({
		id,
		slug: id,
		name: 'Arvutus',
		description: { et: '', ru: '' },
		policy: 'allowed',
		updatedAt: townNow
	});
	const change = {
		kind: 'change' as const,
		affected: [{ kind: 'software' as const, targetId: id, impact: 'degraded' as const }]
	};
	expect(await refused(change)).toBe('Invalid notice_desk_module_needed');
	expect(await refused(change, { noModuleReason: ' ' })).toBe('Invalid notice_desk_module_needed');
	const done = await town.announced(change, { noModuleReason: 'Ainult välimus muutub' });
	expect(await row(done.id)).toMatchObject({ noModuleReason: 'Ainult välimus muutub' });
});

it('within a freeze it needs an exception with a reason', async () => {
	const id = newId();
	const name = { et: 'Valimised', ru: 'Выборы' };
	await test.db.insert(freezePeriod).values({
		id,
		name,
		startsAt: later(30_000),
		endsAt: later(31_000),
		createdAt: townNow
	});
	const within = { startsAt: later(30_100), plannedEndAt: later(30_200) };
	expect(await refused(within)).toBe('Invalid notice_desk_freeze_needed');
	await town.announced(within, { freezeReasons: { [id]: 'Turvapaik' } });
	const kept = await test.sql`select reason from freeze_exception where freeze_id = ${id}`;
	expect(kept).toMatchObject([{ reason: 'Turvapaik' }]);
});

it('somebody with a role in one unit announces to that unit only', async () => {
	const limited = actorOf(
		await town.addPerson('Limited'),
		withRole('agent', [town.kindergarten.id, town.group.id])
	);
	const { number } = await town.draft();
	const all = announceNotice(test.db, limited, { number }, now);
	expect(await refusalOf(all)).toBe('Forbidden notice_desk_beyond_units');
	expect(
		await test.sql`select 1 from notice_reader r join notice n on n.id = r.notice_id
		where n.number = ${number}`
	).toHaveLength(0);
	const own = await town.announced(
		{ affected: [{ kind: 'unit', targetId: town.kindergarten.id, impact: 'unavailable' }] },
		{},
		limited
	);
	expect(own.readers).toBe(1);
	const unit = [{ kind: 'unit' as const, targetId: town.kindergarten.id, impact: 'none' as const }];
	const open = await refusalOf(town.announced({ affected: unit, isPublic: true }, {}, limited));
	expect(open).toBe('Forbidden notice_desk_beyond_units');
	const [reader] = town.readers;
	if (!reader) throw new Error('nobody');
	const plain = announceNotice(test.db, reader, { number }, now);
	expect(await refusalOf(plain)).toBe('NotFound errors_not_found');
});

it('entries of the timeline and of the ledger are never changed or deleted', async () => {
	const { id } = await town.announced();
	for (const table of ['notice_update', 'notice_message']) {
		const its = test.sql(table);
		for (const attempt of [
			test.sql`update ${its} set at = now() where notice_id = ${id}`,
			test.sql`delete from ${its} where notice_id = ${id}`
		])
			await expect(attempt).rejects.toThrow(/never changed or deleted|permission denied/);
	}
	const kept = await test.db.select().from(noticeUpdate).where(eq(noticeUpdate.noticeId, id));
	expect(kept.map(({ kind }) => kind)).toEqual(['announced']);
});
