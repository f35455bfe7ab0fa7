import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDay } from '#lib/format/moments.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { extendNotice } from '#lib/server/notices/life/extend-notice.ts';
import { closeOldNotices, runNoticesByClock } from '#lib/server/notices/life/notice-jobs.ts';
import { rescheduleNotice } from '#lib/server/notices/life/reschedule-notice.ts';
import { restoreNotice } from '#lib/server/notices/life/restore-notice.ts';
import { startNotice } from '#lib/server/notices/life/start-notice.ts';
import { notice, noticeUpdate } from '#lib/server/notices/tables.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { deputy, unit } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { at, END, later, said, START, worksTown, type WorksTown } from './works.ts';

let test: TestDatabase;
let town: WorksTown;

beforeAll(async () => {
	test = await testDatabase();
	town = await worksTown(test.db);
});
afterAll(() => test.close());

const row = async (id: string) => {
	const [found] = await test.db.select().from(notice).where(eq(notice.id, id));
	if (!found) throw new Error('no notice');
	return found;
};
const timeline = async (id: string) => {
	const found = await test.db
		.select({ kind: noticeUpdate.kind })
		.from(noticeUpdate)
		.where(eq(noticeUpdate.noticeId, id))
		.orderBy(asc(noticeUpdate.at), asc(noticeUpdate.id));
	return found.map(({ kind }) => kind);
};

describe('the clock', () => {
	it('reminds, starts, sees the end pass, nudges, tells and escalates: each once, and never ends', async () => {
		await test.db
			.update(unit)
			.set({ headId: town.colleague.personId })
			.where(eq(unit.id, town.town.id));
		const { id } = await town.announced();
		await town.runAt(START - 1441, START - 1440, START - 1439, START - 120, START - 1);
		expect(await timeline(id)).toEqual(['announced', 'reminded', 'reminded']);
		await town.runAt(START, START + 1);
		expect(await row(id)).toMatchObject({ state: 'in_progress', startedAt: later(START) });
		await town.runAt(END - 1, END, END + 1);
		expect(await row(id)).toMatchObject({ state: 'awaiting_confirmation', nudgedAfter: 0 });
		await town.runAt(END + 9, END + 10, END + 14, END + 15, END + 16, END + 30, END + 44);
		expect((await row(id)).escalatedAt).toBeNull();
		await town.runAt(END + 45, END + 46, END + 6000);
		expect(await timeline(id)).toEqual([
			...['announced', 'reminded', 'reminded', 'started', 'end_passed', 'nudged'],
			...['nudged', 'overrun', 'nudged', 'escalated']
		]);
		expect(await row(id)).toMatchObject({ state: 'awaiting_confirmation', restoredAt: null });
		const told = await test.db.select().from(bellEntry).where(eq(bellEntry.recordId, id));
		const kindsOf = (personId: string) =>
			told.filter((entry) => entry.personId === personId).map(({ kind }) => kind);
		expect(kindsOf(town.owner.personId)).toContain('notice.nudged');
		expect(kindsOf(town.colleague.personId)).toContain('notice.escalated');
		expect(kindsOf(town.readers[0]?.personId ?? '')).toContain('notice.overrun');
	});

	it('after the portal stood still it catches up, telling readers once', async () => {
		const { id } = await town.announced();
		await town.runAt(END + 50);
		expect(await timeline(id)).toEqual([
			...['announced', 'started', 'end_passed', 'nudged', 'overrun', 'escalated']
		]);
		expect(await row(id)).toMatchObject({ startedAt: later(START), nudgedAfter: 30 });
	});

	it('somebody may begin before it: since then, and the clock has nothing left to start', async () => {
		const { id, number } = await town.announced();
		await startNotice(test.db, town.owner, { number }, at(START - 30));
		await town.runAt(START - 1, START, START + 1);
		expect(await row(id)).toMatchObject({ state: 'in_progress', startedAt: later(START - 30) });
		expect((await timeline(id)).filter((kind) => kind === 'started')).toHaveLength(1);
	});

	it('two processes in the same minute do nothing twice', async () => {
		const { id } = await town.announced();
		await Promise.all([town.runAt(START - 120), town.runAt(START - 120), town.runAt(START - 120)]);
		await Promise.all([town.runAt(END), town.runAt(END)]);
		expect((await timeline(id)).sort()).toEqual(
			['announced', 'end_passed', 'nudged', 'reminded', 'started'].sort()
		);
	});

	it('an owner with a deputy is nudged together with them', async () => {
		const stand = await town.addPerson('Stand In');
		const day = isoDay(later(END));
		await test.db.insert(deputy).values({
			id: newId(),
			personId: town.owner.personId,
			deputyId: stand.id,
			from: day,
			until: day,
			createdAt: later(0)
		});
		const { id } = await town.announced();
		await town.runAt(START, END);
		const told = await test.db.select().from(bellEntry).where(eq(bellEntry.personId, stand.id));
		expect(told.filter((entry) => entry.recordId === id).map(({ kind }) => kind)).toContain(
			'notice.nudged'
		);
	});

	it('an owner who says nothing is passed over: their deputy and the head are asked', async () => {
		const [stand, head] = [await town.addPerson('Deputy Of'), await town.addPerson('Head Of')];
		const day = isoDay(later(END));
		await test.db.delete(deputy);
		await test.db.insert(deputy).values({
			id: newId(),
			personId: town.owner.personId,
			deputyId: stand.id,
			...{ from: day, until: day, createdAt: later(0) }
		});
		await test.db.update(unit).set({ headId: head.id }).where(eq(unit.id, town.town.id));
		const { id } = await town.announced();
		await town.runAt(START, END, END + 45, END + 46);
		const told = await test.db.select().from(bellEntry).where(eq(bellEntry.recordId, id));
		const asked = told.filter(({ kind }) => kind === 'notice.escalated');
		expect(asked.map(({ personId }) => personId).sort()).toEqual([stand.id, head.id].sort());
		expect(asked.map(({ times }) => times)).toEqual([1, 1]);
		const [entry] = await test.db
			.select({ facts: noticeUpdate.facts })
			.from(noticeUpdate)
			.where(and(eq(noticeUpdate.noticeId, id), eq(noticeUpdate.kind, 'escalated')));
		for (const name of ['Deputy Of', 'Head Of']) expect(entry?.facts?.people).toContain(name);
	});

	it('a new end is an estimate again: nudges begin anew from it', async () => {
		const { id, number } = await town.announced();
		await town.runAt(START, END, END + 20);
		await extendNotice(
			test.db,
			town.owner,
			{ number, plannedEndAt: later(END + 60) },
			at(END + 21)
		);
		expect(await row(id)).toMatchObject({
			state: 'in_progress',
			nudgedAfter: null,
			overrunToldAt: null,
			firstPlannedEndAt: later(END)
		});
		await town.runAt(END + 59);
		expect((await row(id)).state).toBe('in_progress');
		await town.runAt(END + 60);
		expect(await row(id)).toMatchObject({ state: 'awaiting_confirmation', nudgedAfter: 0 });
	});

	it('moved work is reminded of anew and starts at its new time, under a higher sequence', async () => {
		const { id, number } = await town.announced();
		await town.runAt(START - 1440);
		const before = await row(id);
		const startsAt = later(START + 4000);
		const plannedEndAt = later(END + 4000);
		await rescheduleNotice(
			test.db,
			town.owner,
			{ number, startsAt, plannedEndAt, lateReason: 'Seade jäi hiljaks' },
			at(START - 600)
		);
		const after = await row(id);
		expect(after).toMatchObject({ startsAt, reminded: [], firstStartsAt: later(START) });
		expect(after.sequence).toBe(before.sequence + 1);
		await town.runAt(START);
		expect((await row(id)).state).toBe('announced');
		await town.runAt(START + 4000 - 1440, START + 4000);
		expect((await row(id)).state).toBe('in_progress');
		expect(await timeline(id)).toEqual([
			'announced',
			'reminded',
			'rescheduled',
			'reminded',
			'started'
		]);
	});

	it('closes what was restored five working days ago, and not before', async () => {
		const { id, number } = await town.announced();
		await town.runAt(START, START + 1);
		await restoreNotice(test.db, town.owner, { number, ...said('Töötab') }, at(START + 30));
		const day = 24 * 60;
		await closeOldNotices({ db: test.db, clock: at(START + 3 * day) }, {});
		expect((await row(id)).state).toBe('restored');
		await closeOldNotices({ db: test.db, clock: at(START + 12 * day) }, {});
		expect((await row(id)).state).toBe('closed');
	});
});

describe('windows over odd hours', () => {
	const cases = [
		// In the night of 28 March 2027 the hour from 3 to 4 is not there; in that of 31 October the hour from 3 is twice.
		['the night clocks go forward', '2027-03-27T23:30:00Z', '2027-03-28T02:30:00Z', 180],
		['the night clocks go back', '2027-10-30T22:30:00Z', '2027-10-31T02:30:00Z', 240],
		['midnight', '2027-02-10T21:00:00Z', '2027-02-10T23:00:00Z', 120],
		['New Year', '2026-12-31T21:30:00Z', '2027-01-01T00:30:00Z', 180]
	] as const;
	it.each(cases)(
		'%s: starts, reminds and passes its end at the right moment',
		async (_name, from, to, lasts) => {
			const [startsAt, plannedEndAt] = [new Date(from), new Date(to)];
			const announcedAt = fixedClock(new Date(startsAt.getTime() - 20 * 86_400_000));
			const { number } = await town.draft({ startsAt, plannedEndAt });
			const { id } = await announceNotice(test.db, town.owner, { number }, announcedAt);
			const run = (moment: Date, more = 0) =>
				runNoticesByClock(
					{ db: test.db, clock: fixedClock(new Date(moment.getTime() + more * 60_000)) },
					{}
				);
			await run(startsAt, -1440);
			await run(startsAt, -121);
			expect(await timeline(id)).toEqual(['announced', 'reminded']);
			await run(startsAt, -120);
			await run(startsAt, -1);
			expect((await row(id)).state).toBe('announced');
			await run(startsAt);
			expect((await row(id)).state).toBe('in_progress');
			await run(plannedEndAt, -1);
			expect((await row(id)).state).toBe('in_progress');
			await run(plannedEndAt);
			const after = await row(id);
			expect(after.state).toBe('awaiting_confirmation');
			expect((plannedEndAt.getTime() - (after.startedAt?.getTime() ?? 0)) / 60_000).toBe(lasts);
		}
	);
});
