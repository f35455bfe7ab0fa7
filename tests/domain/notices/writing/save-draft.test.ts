import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aNotice, aText, printingTexts } from '#tests/support/notice-factories.ts';
import type { Actor } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { outageProposal } from '#lib/server/notices/joins/tables.ts';
import { discardDraft } from '#lib/server/notices/writing/discard-draft.ts';
import { getDraft } from '#lib/server/notices/writing/get-draft.ts';
import { saveDraft, type DraftInput } from '#lib/server/notices/writing/save-draft.ts';
import { notice, noticeCheck, noticeUpdate } from '#lib/server/notices/tables.ts';
import { noticeMessage } from '#lib/server/notices/telling/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const later = (minutes: number) => new Date(townNow.getTime() + minutes * 60_000);
const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let author: Actor;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	author = actorOf(await town.addPerson('Author'), withRole('author'));
});
afterAll(() => test.close());

const written = (more: Partial<DraftInput> = {}): DraftInput => ({
	kind: 'planned_work',
	texts: printingTexts,
	affected: [{ kind: 'place', targetId: town.hall, impact: 'unavailable' }],
	ownerId: author.personId,
	startsAt: later(24 * 60),
	plannedEndAt: later(26 * 60),
	checks: ['Proovileht tuli printerist välja', 'Uksed avanevad kiibiga'],
	...more
});
const save = (more: Partial<DraftInput> = {}, at = clock) =>
	saveDraft(test.db, author, written(more), at);
const announced = async (number: number) =>
	test.db
		.update(notice)
		.set({ state: 'announced', announcedAt: townNow })
		.where(eq(notice.number, number));

describe('writing a notice', () => {
	it('keeps everything its author said, with the reminders of its impact', async () => {
		const { id, number, revision } = await save();
		expect(revision).toBe(1);
		expect(await getDraft(test.db, author, number)).toMatchObject({
			id,
			state: 'draft',
			kind: 'planned_work',
			ownerName: 'Author',
			affected: [{ kind: 'place', name: 'hall', impact: 'unavailable', gone: false }],
			reminders: [1440, 120],
			checks: ['Proovileht tuli printerist välja', 'Uksed avanevad kiibiga'],
			asksIfWorks: true,
			texts: { et: { title: 'Naerulinnu majas ei saa printida' } }
		});
		const log = await test.db.select().from(auditEntry).where(eq(auditEntry.recordId, id));
		expect(log.map((row) => row.action)).toEqual(['notice.drafted']);
	});

	it('dates each language by its last change, so that an older translation shows', async () => {
		const { number } = await save();
		const et = { ...(printingTexts.et ?? aText('')), summary: 'Vahetame kaks seadet.' };
		await save({ number, texts: { ...printingTexts, et } }, fixedClock(later(5)));
		const { texts } = await getDraft(test.db, author, number);
		expect(texts.et?.changedAt).toBe(later(5).toISOString());
		expect(texts.ru?.changedAt).toBe(townNow.toISOString());
		await save({ number, texts, fits: ['ru'] }, fixedClock(later(9)));
		const looked = await getDraft(test.db, author, number);
		expect(looked.texts.ru?.changedAt).toBe(later(9).toISOString());
		expect(looked.texts.et?.changedAt).toBe(later(5).toISOString());
	});

	it('says at its field what does not fit', async () => {
		const nobody = newId();
		const refused = await refusalOf(
			save({
				texts: { et: aText(' ') },
				ownerId: nobody,
				startsAt: later(60),
				plannedEndAt: later(60)
			})
		);
		for (const key of ['title', 'window', 'owner'])
			expect(refused).toContain(`notice_writing_error_${key}`);
		const thing = { kind: 'system', targetId: nobody, impact: 'degraded' } as const;
		expect(await refusalOf(save({ affected: [thing] }))).toBe('Invalid notice_writing_error_thing');
	});

	it('tells somebody with an old page who was faster', async () => {
		const { number, revision } = await save();
		await save({ number, revision });
		expect(await refusalOf(save({ number, revision }))).toBe('Conflict notice_desk_moved');
	});

	it('is not for everybody', async () => {
		const somebody = actorOf(await town.addPerson('Mari'));
		const refused = await refusalOf(saveDraft(test.db, somebody, written(), clock));
		expect(refused).toBe('Forbidden errors_forbidden');
	});
});

describe('a notice that people were told of', () => {
	it('keeps its window and its needed languages', async () => {
		const { number } = await save();
		await announced(number);
		await save({ number, kind: 'change', startsAt: later(600), plannedEndAt: later(700) });
		expect(await getDraft(test.db, author, number)).toMatchObject({
			kind: 'planned_work',
			startsAt: later(24 * 60)
		});
		const { et } = printingTexts;
		const refused = await refusalOf(save({ number, texts: et ? { et } : {} }));
		expect(refused).toBe('Invalid notice_writing_error_needed');
	});

	it('says in its timeline what changed, and tells its readers again when asked to', async () => {
		const reader = await town.addPerson('Reader');
		const { id, number } = await aNotice(test.db, {
			ownerId: author.personId,
			readers: [reader.id]
		});
		const et = { ...(printingTexts.et ?? aText('')), summary: 'Vahetame kaks seadet.' };
		const texts = { ...printingTexts, et };
		await save({ number, texts });
		await save({ number, tellAgain: true });
		const entries = await test.db
			.select({ kind: noticeUpdate.kind, facts: noticeUpdate.facts, texts: noticeUpdate.texts })
			.from(noticeUpdate)
			.where(eq(noticeUpdate.noticeId, id))
			.orderBy(noticeUpdate.id);
		expect(entries.map((entry) => entry.kind)).toEqual([
			'announced',
			'affected_changed',
			'text_changed',
			'text_changed',
			'news'
		]);
		expect(entries[2]?.facts).toEqual({ locales: 'et' });
		expect(entries[4]?.texts?.ru).toContain(printingTexts.ru?.summary);
		const told = await test.db.select().from(noticeMessage).where(eq(noticeMessage.noticeId, id));
		expect(told.map((row) => row.kind).sort()).toEqual(['announced', 'news']);
	});

	it('is not changed by an author of other units, nor made to touch more', async () => {
		const reader = await town.addPerson('Elsewhere');
		const { number } = await aNotice(test.db, { ownerId: author.personId, readers: [reader.id] });
		const other = actorOf(await town.addPerson('Kindergarten'), withRole('author', [newId()]));
		expect(await refusalOf(saveDraft(test.db, other, written({ number }), clock))).toBe(
			'Forbidden notice_desk_beyond_units'
		);
	});

	it('keeps a check that somebody has done', async () => {
		const { id, number } = await save();
		await announced(number);
		await test.db
			.update(noticeCheck)
			.set({ doneAt: townNow, doneById: author.personId })
			.where(eq(noticeCheck.noticeId, id));
		await save({ number, checks: ['Uus kontroll', 'Uksed avanevad kiibiga'] });
		const rows = await test.db.select().from(noticeCheck).where(eq(noticeCheck.noticeId, id));
		expect(rows.map((row) => [row.position, row.text, row.doneAt !== null]).sort()).toEqual([
			[0, 'Uus kontroll', false],
			[1, 'Uksed avanevad kiibiga', true]
		]);
	});

	it('names a module that there is, or none', async () => {
		expect(await refusalOf(save({ moduleKey: 'anything' }))).toBe('Invalid errors_choose');
	});

	it('is not thrown away, a draft is', async () => {
		const { number } = await save();
		const stale = discardDraft(test.db, author, { number, revision: 0 }, clock);
		expect(await refusalOf(stale)).toBe('Conflict notice_desk_moved');
		const kept = await save();
		await announced(kept.number);
		await discardDraft(test.db, author, { number }, clock);
		expect(await refusalOf(getDraft(test.db, author, number))).toBe('NotFound errors_not_found');
		const refused = await refusalOf(discardDraft(test.db, author, { number: kept.number }, clock));
		expect(refused).toBe('Conflict notice_writing_error_announced');
	});

	it('is thrown away by whose it is, by who stands in for them, or by the whole town’s desk', async () => {
		const limited = actorOf(await town.addPerson('Limited'), withRole('author', [town.office.id]));
		const own = written({ ownerId: limited.personId });
		const mine = await saveDraft(test.db, limited, own, clock);
		const theirs = await save();
		const discard = (actor: Actor, number: number) =>
			discardDraft(test.db, actor, { number }, clock);
		expect(await refusalOf(discard(limited, theirs.number))).toBe('Forbidden errors_forbidden');
		await discard(limited, mine.number);
		await discard({ ...limited, deputyFor: [author.personId] }, theirs.number);
		const again = await saveDraft(test.db, limited, own, clock);
		await discard(author, again.number);
	});

	it('opens the proposal again that a discarded draft was made from', async () => {
		const { id, number } = await save({ kind: 'outage' });
		const proposalId = newId();
		await test.db.insert(outageProposal).values({
			id: proposalId,
			kind: 'words',
			requestIds: [],
			requestNumbers: [],
			state: 'taken',
			noticeId: id,
			createdAt: townNow
		});
		await discardDraft(test.db, author, { number }, clock);
		const [proposal] = await test.db
			.select({ state: outageProposal.state, noticeId: outageProposal.noticeId })
			.from(outageProposal)
			.where(eq(outageProposal.id, proposalId));
		expect(proposal).toEqual({ state: 'open', noticeId: null });
	});
});
