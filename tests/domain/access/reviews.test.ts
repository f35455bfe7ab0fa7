import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { linesShape } from '#lib/access/reviews/review-shapes.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { answerLines } from '#lib/server/access/reviews/answer-lines.ts';
import { closeCampaign, openReport } from '#lib/server/access/reviews/close-campaign.ts';
import { getCampaign } from '#lib/server/access/reviews/get-campaign.ts';
import { listLines } from '#lib/server/access/reviews/list-lines.ts';
import { nextReview } from '#lib/server/access/reviews/next-review.ts';
import { openCampaign, openDueCampaigns } from '#lib/server/access/reviews/open-campaign.ts';
import { handOnReviews, remindReviewers } from '#lib/server/access/reviews/review-jobs.ts';
import { reviewerPage } from '#lib/server/access/reviews/reviewer-page.ts';
import { ownReviews } from '#lib/server/access/reviews/reviews-to-do.ts';
import { saveCampaign } from '#lib/server/access/reviews/save-campaign.ts';
import { reviewLine } from '#lib/server/access/reviews/tables.ts';
import { completeAccessTask } from '#lib/server/access/tasks/complete-access-task.ts';
import { accessTask } from '#lib/server/access/tasks/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { markLeft } from '#lib/server/people/mark-left.ts';
import { person, roleGrant, unit } from '#lib/server/people/tables.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { endRight } from '#lib/server/systems/end-right.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { pdfText } from '#tests/support/pdf-text.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type TownPerson } from '#tests/support/town.ts';

const text = (et: string) => ({ et, ru: et });
const later = (days: number, hours = 0) =>
	fixedClock(new Date(townNow.getTime() + days * 86_400_000 + hours * 3_600_000));

let test: TestDatabase;
beforeAll(() => vi.stubEnv('DATA_DIR', mkdtempSync(join(tmpdir(), 'abilaud-review-'))));
afterAll(() => vi.unstubAllEnvs());

/** A town of its own for each group: a mayor without a manager, a manager, two of hers, the owner of a system. */
async function reviewTown() {
	test = await testDatabase({ max: 12 });
	const { db } = test;
	const town = await smallTown(db);
	const clock = later(0);
	const mayor = await town.addPerson('Mayor', { unitId: town.town.id });
	const admin = await town.addPerson('Admin');
	await db
		.insert(roleGrant)
		.values({ id: newId(), personId: admin.id, role: 'admin', createdAt: townNow });
	await db.update(unit).set({ headId: mayor.id }).where(eq(unit.id, town.town.id));
	const boss = await town.addPerson('Boss', { managerId: mayor.id });
	const [mari, jaan] = [
		await town.addPerson('Mari', { managerId: boss.id }),
		await town.addPerson('Jaan', { managerId: boss.id })
	];
	const owner = await town.addPerson('Owner', { managerId: mayor.id });
	const system = await saveSystem(
		db,
		systemActor,
		{
			slug: 'diary',
			kind: 'system',
			name: text('Päevik'),
			description: text(''),
			ownerId: owner.id
		},
		clock
	);
	const role = async (slug: string) =>
		saveSystemRole(
			db,
			systemActor,
			{ systemId: system.id, slug, name: text(slug), description: text(''), maxDays: null },
			clock
		);
	const [reader, editor] = [await role('reader'), await role('editor')];
	const product = await saveProduct(
		db,
		systemActor,
		{
			...{ slug: 'draw', name: 'Draw', description: text(''), policy: 'allowed', licensed: false }
		},
		clock
	);
	const give = (who: TownPerson, what: { id: string }) =>
		grantRight(db, systemActor, { personId: who.id, roleId: what.id }, clock);
	const rights = {
		mariReads: await give(mari, reader),
		mariEdits: await give(mari, editor),
		jaanReads: await give(jaan, reader),
		bossReads: await give(boss, reader),
		mayorReads: await give(mayor, reader),
		ownerReads: await give(owner, reader)
	};
	await takeSeat(db, systemActor, { productId: product.id, personId: jaan.id }, clock);
	const desk = actorOf(admin, withRole('admin'));
	const plan = (more: Partial<Parameters<typeof saveCampaign>[2]> = {}) =>
		saveCampaign(
			db,
			desk,
			{
				...{ name: 'Autumn', systemId: null, unitId: null, removeWithinDays: 10 },
				...{ opensOn: '2026-11-24', dueOn: '2026-12-15' },
				...more
			},
			clock
		);
	const open = async (more: Parameters<typeof plan>[0] = {}) => {
		const { id } = await plan(more);
		await openCampaign(db, desk, { campaignId: id }, clock);
		return id;
	};
	const linesOf = (id: string) =>
		db.select().from(reviewLine).where(eq(reviewLine.campaignId, id)).orderBy(reviewLine.id);
	const lineOf = async (id: string, rightId: string) => {
		const found = (await linesOf(id)).find((line) => line.rightId === rightId);
		if (!found) throw new Error('That right is not in the round.');
		return found;
	};
	const answer = (
		who: Actor,
		campaignId: string,
		lineId: string,
		said: 'keep' | 'remove' | 'unknown',
		at = later(1),
		seenAt = at.now()
	) => answerLines(db, who, { campaignId, seenAt, answers: [{ lineId, answer: said }] }, at);
	const bell = async (personId: string) =>
		(await db.select().from(bellEntry).where(eq(bellEntry.personId, personId))).map(
			({ kind }) => kind
		);
	return {
		...{ db, town, clock, mayor, admin, boss, mari, jaan, owner, system, rights, product, desk },
		...{ plan, open, linesOf, lineOf, answer, bell }
	};
}

type ReviewTown = Awaited<ReturnType<typeof reviewTown>>;
let t: ReviewTown;

describe('a round by line managers', () => {
	beforeAll(async () => void (t = await reviewTown()));
	afterAll(() => test.close());

	it('asks the line manager; without one the head above, and of the head an administrator', async () => {
		const { id } = await t.plan();
		expect((await getCampaign(t.db, t.desk, id, t.clock)).size).toEqual({
			...{ reviewers: 3, people: 5, rights: 6, seats: 1, nobody: 0 }
		});
		expect(await openCampaign(t.db, t.desk, { campaignId: id }, t.clock)).toEqual({
			...{ lines: 7, reviewers: 3 }
		});
		const names = new Map(
			[t.mayor, t.admin, t.boss, t.mari, t.jaan, t.owner].map((one) => [one.id, one.name])
		);
		const asked = (await t.linesOf(id)).map(
			(line) => `${names.get(line.reviewerId)}: ${names.get(line.personId)}`
		);
		expect(asked.sort()).toEqual([
			...['Admin: Mayor', 'Boss: Jaan', 'Boss: Jaan', 'Boss: Mari', 'Boss: Mari'],
			...['Mayor: Boss', 'Mayor: Owner']
		]);
		expect(await t.bell(t.boss.id)).toEqual(['review.asked']);
		expect(await refusalOf(openCampaign(t.db, t.desk, { campaignId: id }, t.clock))).toBe(
			'Conflict reviews_not_draft'
		);
	});

	it('opens by itself on its day, once', async () => {
		const { id } = await t.plan({ opensOn: '2026-11-26', name: 'Later' });
		const at = later(1);
		await openDueCampaigns({ db: t.db, clock: at }, {});
		expect((await getCampaign(t.db, t.desk, id, at)).state).toBe('draft');
		await openDueCampaigns({ db: t.db, clock: later(2) }, {});
		await openDueCampaigns({ db: t.db, clock: later(2) }, {});
		expect(await getCampaign(t.db, t.desk, id, later(2))).toMatchObject({
			...{ state: 'open', counts: { lines: 7, none: 7 } }
		});
	});

	it('shows the manager her people with what to look at, and nobody else anything', async () => {
		const id = await t.open({ name: 'Shown' });
		const boss = actorOf(t.boss);
		const page = await reviewerPage(t.db, boss, { id, which: 'mine' }, t.clock);
		expect(
			page.lines.map((line) => [line.personName, line.systemName?.et ?? line.productName])
		).toEqual([
			...[
				['Jaan', 'Päevik'],
				['Jaan', 'Draw']
			],
			...[
				['Mari', 'Päevik'],
				['Mari', 'Päevik']
			]
		]);
		expect(page.lines.at(-2)).toMatchObject({
			...{ roleName: text('editor'), colleagues: 4, holders: 0, reviewedAt: null }
		});
		expect(await ownReviews(t.db, boss, { waitingOnly: true }, t.clock)).toContainEqual(
			expect.objectContaining({ id, people: 2, rights: 3, seats: 1, waiting: 4 })
		);
		const stranger = actorOf(t.mari);
		expect(await refusalOf(reviewerPage(t.db, stranger, { id, which: 'mine' }, t.clock))).toBe(
			'NotFound errors_not_found'
		);
		const line = await t.lineOf(id, t.rights.mariReads.id);
		expect(await refusalOf(t.answer(stranger, id, line.id, 'keep'))).toMatch(/^NotFound/);
	});
});

describe('answers', () => {
	beforeAll(async () => void (t = await reviewTown()));
	afterAll(() => test.close());

	it('make a task of what is to go, close it when it stays after all, and tell the person at the end', async () => {
		const id = await t.open();
		const boss = actorOf(t.boss);
		const line = await t.lineOf(id, t.rights.mariEdits.id);
		await t.answer(boss, id, line.id, 'remove');
		const { taskId } = await t.lineOf(id, t.rights.mariEdits.id);
		const [task] = await t.db.select().from(accessTask);
		expect(task).toMatchObject({
			...{ id: taskId, kind: 'end_right', source: 'review', sourceId: id, dueOn: '2026-12-05' }
		});
		await t.answer(boss, id, line.id, 'keep', later(2));
		expect((await t.db.select().from(accessTask))[0]?.doneAt).toEqual(later(2).now());
		const [kept] = await t.db
			.select()
			.from(accessRight)
			.where(eq(accessRight.id, t.rights.mariEdits.id));
		expect(kept).toMatchObject({ endedAt: null, reviewedAt: later(2).now() });
		await t.answer(boss, id, line.id, 'remove', later(3));
		const again = await t.lineOf(id, t.rights.mariEdits.id);
		await completeAccessTask(t.db, t.desk, { taskId: again.taskId ?? '' }, later(4));
		expect(await t.bell(t.mari.id)).toContain('review.removed');
		const { skipped, saved } = await t.answer(boss, id, line.id, 'keep', later(5));
		expect({ skipped, saved }).toEqual({ skipped: 1, saved: 0 });
		expect((await getCampaign(t.db, t.desk, id, later(5))).counts).toMatchObject({
			...{ remove: 1, removed: 1, toRemove: 0, none: 6 }
		});
	});

	it('of two at once one stands, and the other hears of it', async () => {
		const id = await t.open({ name: 'Two' });
		const line = await t.lineOf(id, t.rights.jaanReads.id);
		const deputy = actorOf(await t.town.addPerson('Deputy'), { deputyFor: [t.boss.id] });
		const seenAt = later(1).now();
		const answers = await Promise.all([
			t.answer(actorOf(t.boss), id, line.id, 'remove', later(1, 1), seenAt),
			t.answer(deputy, id, line.id, 'keep', later(1, 1), seenAt)
		]);
		expect(answers.map(({ saved }) => saved).sort()).toEqual([0, 1]);
		const stands = await t.lineOf(id, t.rights.jaanReads.id);
		const [heard] = answers.flatMap(({ meanwhile }) => meanwhile);
		expect(heard).toMatchObject({ lineId: line.id, answer: stands.answer });
		const open = await t.db
			.select()
			.from(accessTask)
			.where(sql`right_id = ${t.rights.jaanReads.id} and done_at is null`);
		expect(open).toHaveLength(stands.answer === 'remove' ? 1 : 0);
	});

	it('are no longer changed by somebody who was a deputy', async () => {
		const id = await t.open({ name: 'Former deputy' });
		const line = await t.lineOf(id, t.rights.mariReads.id);
		const who = await t.town.addPerson('Former deputy');
		await t.answer(actorOf(who, { deputyFor: [t.boss.id] }), id, line.id, 'keep');
		const now = actorOf(who);
		expect(await refusalOf(t.answer(now, id, line.id, 'remove', later(2)))).toMatch(/^NotFound/);
		const asked = { id, which: 'unknown' as const };
		expect(await refusalOf(reviewerPage(t.db, now, asked, later(2)))).toMatch(/^NotFound/);
	});

	it('are not needed for what ended by another way', async () => {
		const id = await t.open({ name: 'Ended' });
		await endRight(t.db, t.desk, { rightId: t.rights.jaanReads.id }, t.clock);
		const line = await t.lineOf(id, t.rights.jaanReads.id);
		const answered = await t.answer(actorOf(t.boss), id, line.id, 'remove');
		expect(answered).toMatchObject({ saved: 0, skipped: 1 });
		const { lines } = await reviewerPage(
			...([t.db, actorOf(t.boss), { id, which: 'mine' }, later(1)] as const)
		);
		expect(lines.find((one) => one.id === line.id)?.isOver).toBe(true);
		expect((await getCampaign(t.db, t.desk, id, later(1))).counts?.over).toBe(1);
	});

	it('nobody gives about themselves, neither as a deputy; the owner and the desk settle what is not known', async () => {
		const id = await t.open({ name: 'Self' });
		const line = await t.lineOf(id, t.rights.mariReads.id);
		const mari = actorOf(t.mari, { deputyFor: [t.boss.id] });
		expect(await t.answer(mari, id, line.id, 'keep')).toMatchObject({ saved: 0, skipped: 1 });
		expect(await refusalOf(t.answer(actorOf(t.owner), id, line.id, 'keep'))).toMatch(/^NotFound/);
		await t.answer(actorOf(t.boss), id, line.id, 'unknown');
		await remindReviewers({ db: t.db, clock: later(2) }, {});
		await remindReviewers({ db: t.db, clock: later(2, 1) }, {});
		expect((await t.bell(t.owner.id)).filter((kind) => kind === 'review.unknown')).toHaveLength(1);
		const unknown = await reviewerPage(
			...([t.db, actorOf(t.owner), { id, which: 'unknown' }, later(2)] as const)
		);
		expect(unknown.lines.map((one) => one.id)).toEqual([line.id]);
		expect((await t.answer(actorOf(t.owner), id, line.id, 'keep', later(3))).saved).toBe(1);
		expect(await t.lineOf(id, t.rights.mariReads.id)).toMatchObject({
			...{ answer: 'keep', answeredById: t.owner.id }
		});
	});
});

describe('a round that goes on', () => {
	beforeAll(async () => void (t = await reviewTown()));
	afterAll(() => test.close());

	it('reminds, passes on after the last day, and hands on what a leaver had to answer', async () => {
		const id = await t.open();
		const run = (day: number) => remindReviewers({ db: t.db, clock: later(day) }, {});
		const letters = async () => {
			const told = await t.db.select().from(bellEntry).where(eq(bellEntry.personId, t.boss.id));
			return told.find(({ kind }) => kind === 'review.reminder')?.times ?? 0;
		};
		await run(13);
		expect(await letters()).toBe(0);
		for (const day of [14, 14, 15, 19, 20, 21, 21]) await run(day);
		expect(await letters()).toBe(3);
		await run(22);
		await run(23);
		expect(await t.bell(t.mayor.id)).toContain('review.escalated');
		const line = await t.lineOf(id, t.rights.mariReads.id);
		expect((await t.answer(actorOf(t.mayor), id, line.id, 'keep', later(23))).saved).toBe(1);
		const successor = await t.town.addPerson('Successor', { managerId: t.mayor.id });
		await markLeft(
			t.db,
			t.desk,
			{ id: t.boss.id, lastDay: '2026-11-24', successorId: successor.id },
			later(24)
		);
		await handOnReviews({ db: t.db, clock: later(24) }, {});
		const mine = await reviewerPage(
			...([t.db, actorOf(successor), { id, which: 'mine' }, later(24)] as const)
		);
		expect(mine.lines.map(({ personName }) => personName).sort()).toEqual(['Jaan', 'Jaan', 'Mari']);
		expect(await t.bell(successor.id)).toContain('review.asked');
		await handOnReviews({ db: t.db, clock: later(25) }, {});
	});

	it('about one system is answered by its owner, and about the owner by her manager', async () => {
		const id = await t.open({ name: 'Diary', systemId: t.system.id });
		const lines = await t.linesOf(id);
		const reviewers = new Set(lines.map((line) => line.reviewerId));
		expect(reviewers).toEqual(new Set([t.owner.id, t.mayor.id]));
		expect(lines.find((line) => line.personId === t.owner.id)?.reviewerId).toBe(t.mayor.id);
		expect(lines.every((line) => line.seatId === null)).toBe(true);
	});
});

describe('the report', () => {
	beforeAll(async () => void (t = await reviewTown()));
	afterAll(() => test.close());

	it('is signed once, says every removal, and is kept byte for byte', async () => {
		const id = await t.open({ name: 'Sügis' });
		const line = await t.lineOf(id, t.rights.mariEdits.id);
		await t.answer(actorOf(t.boss), id, line.id, 'remove');
		const closes = await Promise.all(
			[1, 2].map(() => refusalOf(closeCampaign(t.db, t.desk, { campaignId: id }, later(2))))
		);
		expect(closes.filter((one) => one === 'Conflict reviews_not_open')).toHaveLength(1);
		const page = await getCampaign(t.db, t.desk, id, later(3));
		expect(page).toMatchObject({ state: 'closed', closedBy: 'Admin' });
		const bytes = await openReport(t.db, t.desk, id);
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(page.reportSha256);
		const said = pdfText(bytes).replaceAll(/\s+/g, ' ');
		for (const words of ['Sügis', 'Mari', 'Päevik: editor', 'Boss', page.answersSha256 ?? '?'])
			expect(said).toContain(words);
		expect(await refusalOf(t.answer(actorOf(t.boss), id, line.id, 'keep', later(3)))).toBe(
			'Conflict reviews_closed'
		);
		expect(await openReport(t.db, t.desk, id)).toEqual(bytes);
		const outsider = actorOf(t.mari);
		expect(await refusalOf(openReport(t.db, outsider, id))).toMatch(/^Forbidden/);
		expect(await nextReview(t.db, later(3).now())).toEqual({
			...{ lastOpenedOn: '2026-11-24', nextBy: '2027-05-24', isLate: false, isUnderWay: false }
		});
	});

	it('counts what an independent count of the rows counts', async () => {
		const id = await t.open({ name: 'Counted' });
		const [first, second, third] = await t.linesOf(id);
		for (const [line, said] of [
			[first, 'keep'],
			[second, 'remove'],
			[third, 'unknown']
		] as const) {
			if (!line) throw new Error('There are seven lines.');
			await t.answer(systemActor, id, line.id, said).catch(() => undefined);
			await t.db.update(reviewLine).set({ answer: said }).where(eq(reviewLine.id, line.id));
		}
		const { counts, reviewers } = await getCampaign(t.db, t.desk, id, later(1));
		const rows = await t.db.execute<{ answer: string | null; n: number }>(
			sql`select answer, count(*)::int as n from review_line where campaign_id = ${id} group by 1`
		);
		const independent = Object.fromEntries(rows.map(({ answer, n }) => [answer ?? 'none', n]));
		expect(counts).toMatchObject(independent);
		expect(reviewers.reduce((sum, one) => sum + one.lines, 0)).toBe(counts?.lines);
		for (const stand of ['keep', 'remove', 'unknown', 'none'] as const) {
			const state = parseListState(linesShape, new URLSearchParams({ answer: stand }));
			const page = await listLines(t.db, t.desk, { campaignId: id, state }, later(1));
			expect(page.rows).toHaveLength(independent[stand] ?? 0);
			expect(page.count).toBe(independent[stand] ?? 0);
		}
	});
});

it('two hundred lines are read in a moment', async () => {
	const big = await reviewTown();
	const people = await Promise.all(
		Array.from({ length: 100 }, (_, n) =>
			big.town.addPerson(`Person ${n}`, { managerId: big.boss.id })
		)
	);
	const roles = await big.db.execute<{ id: string }>(sql`select id from system_role`);
	await big.db.insert(accessRight).values(
		people.flatMap(({ id: personId }) =>
			roles.map(({ id: roleId }) => ({
				...{ id: newId(), personId, roleId, validFrom: '2026-01-01', grantedAt: townNow }
			}))
		)
	);
	const id = await big.open();
	const { lines } = await reviewerPage(
		...([big.db, actorOf(big.boss), { id, which: 'mine' }, big.clock] as const)
	);
	expect(lines.length).toBeGreaterThanOrEqual(200);
	expect(await big.db.$count(person)).toBeGreaterThan(100);
	await test.close();
});
