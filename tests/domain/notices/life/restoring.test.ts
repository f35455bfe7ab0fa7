import { and, eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { systemActor } from '#lib/people/actor.ts';
import { coverageOf } from '#lib/server/notices/audience/coverage-of.ts';
import { answerIfWorks } from '#lib/server/notices/life/answer-if-works.ts';
import { cancelNotice } from '#lib/server/notices/life/cancel-notice.ts';
import { partlyRestored } from '#lib/server/notices/life/partly-restored.ts';
import { publishReport } from '#lib/server/notices/life/publish-report.ts';
import { reopenNotice } from '#lib/server/notices/life/reopen-notice.ts';
import { restoreNotice } from '#lib/server/notices/life/restore-notice.ts';
import { rollBackNotice } from '#lib/server/notices/life/roll-back-notice.ts';
import { saveReport } from '#lib/server/notices/life/save-report.ts';
import { tellNews } from '#lib/server/notices/life/tell-news.ts';
import { tickCheck } from '#lib/server/notices/life/tick-check.ts';
import { discardDraft } from '#lib/server/notices/writing/discard-draft.ts';
import { notice, noticeCheck } from '#lib/server/notices/tables.ts';
import { noticeMessage, noticeReader } from '#lib/server/notices/telling/tables.ts';
import { bellEntry, outboxMessage } from '#lib/server/notifications/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
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
const restore = (number: number, minute: number, actor: Actor = town.owner, more: object = {}) =>
	restoreNotice(test.db, actor, { number, ...said('Töötab'), ...more }, at(minute));
const running = async (more: object = {}) => {
	const done = await town.announced(more);
	await town.runAt(START);
	return done;
};
const askedOf = (id: string) =>
	test.db
		.select({ id: noticeReader.personId })
		.from(noticeReader)
		.where(and(eq(noticeReader.noticeId, id), isNotNull(noticeReader.askedAt)));

describe('restoring', () => {
	it('a person says that it works, the portal never; everybody told before is told after', async () => {
		const { id, number } = await running();
		expect(await refusalOf(restore(number, START + 9, systemActor))).toBe(
			'Forbidden notice_desk_by_person'
		);
		await restore(number, START + 10);
		expect(await row(id)).toMatchObject({
			state: 'restored',
			restoredAt: later(START + 10),
			restoredById: town.owner.personId,
			restoredText: { et: 'Töötab' }
		});
		const coverage = await coverageOf(test.db, id);
		expect(coverage).toMatchObject({ toldAfter: coverage.readers, missedAfter: 0 });
	});

	it('before the start nobody was without it, and nobody is asked', async () => {
		const { id, number } = await town.announced();
		await restore(number, START - 60);
		expect(await row(id)).toMatchObject({ state: 'restored', startedAt: null });
		expect(await askedOf(id)).toEqual([]);
		await town.runAt(START, END + 60);
		expect((await row(id)).state).toBe('restored');
	});

	it('of two who restore at once one does, and the other hears who did', async () => {
		const { id, number, revision } = await running();
		const both = await Promise.allSettled([
			restore(number, START + 5, town.owner, { revision: revision + 1 }),
			restore(number, START + 5, town.colleague, { revision: revision + 1 })
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const refused = both.find((one) => one.status === 'rejected');
		const { restoredById } = await row(id);
		const by = restoredById === town.owner.personId ? 'Rasmus Kivi' : 'Anne Pärn';
		expect(refused?.reason).toMatchObject({ code: 'Conflict', details: { by } });
		const told = await test.db.select().from(noticeMessage).where(eq(noticeMessage.noticeId, id));
		const restored = told.filter(({ kind }) => kind === 'restored');
		expect(new Set(restored.map(({ personId }) => personId)).size).toBe(restored.length);
	});

	it('a check that is left is asked about once more, and never in the way', async () => {
		const { id, number } = await running({ checks: ['Proovileht', 'Uksed'] });
		const [first] = await test.db.select().from(noticeCheck).where(eq(noticeCheck.noticeId, id));
		const tick = (done: boolean) =>
			tickCheck(test.db, town.colleague, { number, checkId: first?.id ?? '', done }, at(START + 5));
		await tick(true);
		await tick(true);
		expect(await refusalOf(restore(number, START + 6))).toBe('Invalid notice_desk_checks_left');
		await restore(number, START + 7, town.owner, { despiteChecks: true });
		expect(await refusalOf(tick(false))).toBe('Conflict notice_desk_moved');
	});

	it('a check of a draft waits for the announcement, and the draft may still be thrown away', async () => {
		const { id, number } = await town.draft({ checks: ['Proovileht'] });
		const [first] = await test.db.select().from(noticeCheck).where(eq(noticeCheck.noticeId, id));
		const ticked = tickCheck(
			test.db,
			town.owner,
			{ number, checkId: first?.id ?? '', done: true },
			at(1)
		);
		expect(await refusalOf(ticked)).toBe('Conflict notice_desk_moved');
		await discardDraft(test.db, town.owner, { number }, at(2));
		expect(await test.db.select().from(notice).where(eq(notice.id, id))).toEqual([]);
	});

	it('three are asked whether it works; a no reaches the owner, others are not asked', async () => {
		const { id, number } = await running();
		await restore(number, START + 10);
		const asked = await askedOf(id);
		expect(asked).toHaveLength(3);
		expect(asked.map((one) => one.id)).not.toContain(town.owner.personId);
		const [reader] = town.readers.filter((one) =>
			asked.some(({ id: who }) => who === one.personId)
		);
		if (!reader) throw new Error('nobody was asked');
		await answerIfWorks(test.db, reader, number, false, at(START + 12));
		const bell = await test.db
			.select()
			.from(bellEntry)
			.where(and(eq(bellEntry.recordId, id), eq(bellEntry.kind, 'notice.not_working')));
		expect(bell.map(({ personId }) => personId)).toEqual([town.owner.personId]);
		const stranger = answerIfWorks(test.db, town.owner, number, true, at(START + 12));
		expect(await refusalOf(stranger)).toBe('NotFound errors_not_found');
	});

	it('what does not work after all goes on, and readers are owed another all-clear', async () => {
		const { id, number } = await running();
		await restore(number, START + 10);
		const report = { what: { et: 'Lüliti' }, impact: {}, cause: {}, change: {} };
		await saveReport(test.db, town.owner, { number, texts: report }, at(START + 15));
		await reopenNotice(
			test.db,
			town.owner,
			{ number, ...said('Ei tööta'), plannedEndAt: later(END) },
			at(START + 20)
		);
		expect(await row(id)).toMatchObject({
			state: 'in_progress',
			restoredAt: null,
			startedAt: later(START)
		});
		expect(await coverageOf(test.db, id)).toMatchObject({ toldAfter: 0 });
		const early = publishReport(test.db, town.owner, { number }, at(START + 30));
		expect(await refusalOf(early)).toBe('Conflict notice_desk_report_early');
		await restore(number, START + 40);
		const coverage = await coverageOf(test.db, id);
		expect(coverage.toldAfter).toBe(coverage.readers);
	});

	it('a report is not published by who saw another one, nor written over a newer one', async () => {
		const { number } = await running();
		const { revision } = await restore(number, START + 10);
		const write = (et: string) => {
			const texts = { what: { et }, impact: {}, cause: {}, change: {} };
			return saveReport(test.db, town.owner, { number, revision, texts }, at(START + 15));
		};
		await write('Lüliti');
		expect(await refusalOf(write('Midagi muud'))).toBe('Conflict notice_desk_moved');
		const unseen = publishReport(test.db, town.owner, { number, revision }, at(START + 16));
		expect(await refusalOf(unseen)).toBe('Conflict notice_desk_moved');
	});

	it('broken off it counts as restored, and says that the change did not happen', async () => {
		const { id, number } = await running();
		await rollBackNotice(test.db, town.owner, { number, ...said('Ei õnnestunud') }, at(START + 9));
		expect(await row(id)).toMatchObject({ state: 'restored', rolledBack: true });
	});

	it('works in part: it goes on, with a new end when somebody knows one', async () => {
		const { id, number } = await running();
		await town.runAt(END + 1);
		await partlyRestored(
			test.db,
			town.owner,
			{ number, ...said('Uksed töötavad'), plannedEndAt: later(END + 30) },
			at(END + 5)
		);
		expect(await row(id)).toMatchObject({ state: 'in_progress', plannedEndAt: later(END + 30) });
		await tellNews(test.db, town.owner, { number, ...said('Ootame varuosa') }, at(END + 6));
		expect(await refusalOf(tellNews(test.db, town.owner, { number, texts: {} }, at(END + 6)))).toBe(
			'Invalid errors_required'
		);
	});
});

describe('cancelling', () => {
	const letters = (id: string) =>
		test.db
			.select({ kind: outboxMessage.kind, state: outboxMessage.state, to: outboxMessage.to })
			.from(outboxMessage)
			.innerJoin(noticeMessage, eq(noticeMessage.outboxId, outboxMessage.id))
			.where(eq(noticeMessage.noticeId, id));

	it('while its letters are going out takes back those that have not left, and tells everybody', async () => {
		const { id, number } = await town.announced();
		const before = await letters(id);
		await test.sql`update outbox_message set state = 'sent' where to_address = ${before[0]?.to ?? ''}`;
		await test.sql`update outbox_message set state = 'sending' where to_address = ${before[1]?.to ?? ''}`;
		await cancelNotice(test.db, town.owner, { number, ...said('Jääb ära') }, at(30));
		const after = await letters(id);
		const announced = after.filter(({ kind }) => kind === before[0]?.kind);
		expect(announced.map(({ state }) => state).sort()).toEqual(
			['sending', 'sent', ...announced.slice(2).map(() => 'withdrawn')].sort()
		);
		const cancelled = after.filter(({ kind }) => kind === 'notice.cancelled');
		expect(cancelled).toHaveLength(before.length);
		expect(cancelled.every(({ state }) => state === 'waiting')).toBe(true);
		expect(await coverageOf(test.db, id)).toMatchObject({ missedAfter: 0 });
	});

	it('what has begun is not cancelled', async () => {
		const { number } = await running();
		const late = cancelNotice(test.db, town.owner, { number, ...said('Jääb ära') }, at(START + 1));
		expect(await refusalOf(late)).toBe('Conflict notice_desk_moved');
	});
});
