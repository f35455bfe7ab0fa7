import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findProgress } from '#lib/server/jobs/job-progress.ts';
import { markLeft } from '#lib/server/people/mark-left.ts';
import { person, representative, roleGrant, unit } from '#lib/server/people/tables.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { releaseSeat } from '#lib/server/software/release-seat.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { assignByRules } from '#lib/server/training/duty/assign-by-rules.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { assignProgressKey } from '#lib/server/training/duty/assign-progress.ts';
import { assignByAllRules, recheckDuties } from '#lib/server/training/duty/duty-jobs.ts';
import { tellDuties } from '#lib/server/training/duty/tell-duties.ts';
import { countAudience, saveRules } from '#lib/server/training/duty/save-rules.ts';
import { obligation, trainingRule } from '#lib/server/training/duty/tables.ts';
import { waiveObligation, withdrawObligation } from '#lib/server/training/duty/waive-obligation.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, withRole, type SmallTown } from '#tests/support/town.ts';
import { on, school, type School } from './school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 10 });
	town = await smallTown(test.db);
	learn = school(test.db);
});
afterAll(() => test.close());

const start = on('2026-11-02');
const clock = fixedClock(start);
const someone = (more: Parameters<SmallTown['addPerson']>[1] = {}) =>
	town.addPerson(`Learner ${++count}`, more);
const audience = (words: string[], more: object = {}) =>
	learn.publish({ key: `module-${++count}`, facts: { audience: words, ...more } }, { at: start });
const openOf = async (personId: string) =>
	(await learn.obligations(personId)).filter((one) => one.closedAt === null);
const run = (moduleIds: string[], at = start) => assignByRules(test.db, { moduleIds }, at);

describe('a rule covers', () => {
	it('everyone who works here by now', async () => {
		const module = await audience(['everyone']);
		const here = await someone();
		const gone = await someone({ status: 'left' });
		const later = await someone();
		await test.db.update(person).set({ startsOn: '2026-12-01' }).where(eq(person.id, later.id));
		await run([module.id]);
		expect(await openOf(here.id)).toMatchObject([
			{ moduleId: module.id, origin: 'rule', cycle: 1, dueOn: '2026-11-16' }
		]);
		expect(await openOf(gone.id)).toEqual([]);
		expect(await openOf(later.id)).toEqual([]);
		await test.db.update(trainingRule).set({ active: false });
	});

	it('new employees, and goes on doing so when they are no longer new', async () => {
		const module = await audience(['new-employees']);
		const fresh = await someone();
		const old = await someone();
		await test.db.update(person).set({ startsOn: '2026-10-20' }).where(eq(person.id, fresh.id));
		await test.db.update(person).set({ startsOn: '2020-01-01' }).where(eq(person.id, old.id));
		await run([module.id]);
		await run([module.id], on('2027-11-02'));
		expect(await openOf(fresh.id)).toHaveLength(1);
		expect(await openOf(old.id)).toEqual([]);
	});

	it('a unit with those below it, a role, managers, representatives and one person', async () => {
		const byUnit = await audience(['unit:kindergarten']);
		const [inGroup, agent, appointed, single] = await Promise.all([
			someone({ unitId: town.group.id }),
			someone(),
			someone(),
			someone()
		]);
		const led = await someone({ managerId: single.id });
		await test.db
			.insert(roleGrant)
			.values({ id: newId(), personId: agent.id, role: 'agent', createdAt: start });
		await test.db
			.insert(representative)
			.values({ id: newId(), personId: appointed.id, unitId: town.group.id, createdAt: start });
		const [{ email = '' } = {}] = await test.db
			.select({ email: person.email })
			.from(person)
			.where(eq(person.id, led.id));
		const others = [
			await audience(['role:agent']),
			await audience(['role:representative']),
			await audience(['role:manager']),
			await audience([`person:${email}`])
		];
		await run([byUnit.id, ...others.map((one) => one.id)]);
		const modulesOf = async (id: string) => (await openOf(id)).map((one) => one.moduleId);
		expect(await modulesOf(inGroup.id)).toEqual([byUnit.id]);
		expect(await modulesOf(agent.id)).toEqual([others[0]?.id]);
		expect(await modulesOf(appointed.id)).toEqual([others[1]?.id]);
		expect(await modulesOf(single.id)).toEqual([others[2]?.id]);
		expect(await modulesOf(led.id)).toEqual([others[3]?.id]);
	});

	it("holders of the module's software; triggers of the registers call the job", async () => {
		const product = await saveProduct(
			test.db,
			systemActor,
			{ slug: 'writer', name: 'Writer', description: { et: '', ru: '' }, policy: 'allowed' },
			clock
		);
		const byHolding = await audience(['holders'], { software: ['writer'] });
		const byProduct = await audience(['product:writer']);
		const who = await someone();
		await recheckDuties({ db: test.db, clock }, {});
		expect(await openOf(who.id)).toEqual([]);
		const seat = await takeSeat(
			test.db,
			systemActor,
			{ productId: product.id, personId: who.id },
			clock
		);
		await recheckDuties({ db: test.db, clock }, {});
		const opened = await openOf(who.id);
		expect(new Set(opened.map((one) => one.moduleId))).toEqual(
			new Set([byHolding.id, byProduct.id])
		);
		await releaseSeat(test.db, systemActor, { seatId: seat.id }, clock);
		await recheckDuties({ db: test.db, clock }, {});
		expect(await openOf(who.id)).toEqual([]);
		expect(await learn.obligations(who.id)).toMatchObject([
			{ closedAs: 'left_audience' },
			{ closedAs: 'left_audience' }
		]);
	});

	it('what has to be done before, too, however deep, and a circle does no harm', async () => {
		const first = await audience([], { prerequisites: ['module-last'] });
		const second = await audience([], { prerequisites: [first.key] });
		const last = await learn.publish(
			{ key: 'module-last', facts: { prerequisites: [second.key] } },
			{ at: start }
		);
		const top = await audience(['unit:group'], { prerequisites: [second.key] });
		const who = await someone({ unitId: town.group.id });
		await run([top.id]);
		const opened = (await openOf(who.id)).map((one) => one.moduleId);
		expect(opened).toEqual(expect.arrayContaining([first.id, second.id, last.id, top.id]));
		await test.db.update(person).set({ unitId: town.office.id }).where(eq(person.id, who.id));
		await run([top.id]);
		expect((await openOf(who.id)).filter((one) => opened.includes(one.moduleId))).toEqual([]);
	});
});

describe('working rules out', () => {
	it('changes nothing the second time, and opens the next cycle for somebody who comes back', async () => {
		const module = await audience(['unit:group']);
		const who = await someone({ unitId: town.group.id });
		await run([module.id]);
		const before = await learn.obligations(who.id);
		expect(await run([module.id])).toMatchObject({ opened: [], closed: 0 });
		expect(await learn.obligations(who.id)).toEqual(before);
		const move = (unitId: string) =>
			test.db.update(person).set({ unitId }).where(eq(person.id, who.id));
		await move(town.office.id);
		await run([module.id]);
		await move(town.group.id);
		await run([module.id]);
		expect(
			(await learn.obligations(who.id)).filter((one) => one.moduleId === module.id)
		).toMatchObject([
			{ cycle: 1, closedAs: 'left_audience' },
			{ cycle: 2, closedAs: null }
		]);
	});

	it('asks again 30 days before the end, due at the end', async () => {
		const module = await audience(['unit:group']);
		const who = await someone({ unitId: town.group.id });
		await run([module.id]);
		await learn.finish(who.id, module, start);
		const own = async () =>
			(await learn.obligations(who.id)).filter((one) => one.moduleId === module.id);
		await run([module.id], on('2027-10-02'));
		expect(await own()).toHaveLength(1);
		await run([module.id], on('2027-10-03'));
		expect(await own()).toMatchObject([
			{ closedAs: 'completed' },
			{ cycle: 2, origin: 'renewal', dueOn: '2027-11-02' }
		]);
	});

	it('asks again also where it was given by hand, and does not where nobody asked', async () => {
		const module = await audience([]);
		const [asked, curious] = [await someone(), await someone()];
		await assignModule(test.db, systemActor, { moduleId: module.id, personIds: [asked.id] }, clock);
		await learn.finish(asked.id, module, start);
		await learn.finish(curious.id, module, start);
		await run([module.id], on('2027-10-20'));
		expect(await openOf(asked.id)).toMatchObject([{ origin: 'renewal', dueOn: '2027-11-02' }]);
		expect(await openOf(curious.id)).toEqual([]);
	});

	it('closes what a leaver had open, also by hand', async () => {
		const module = await audience([]);
		const who = await someone();
		await assignModule(test.db, systemActor, { moduleId: module.id, personIds: [who.id] }, clock);
		await markLeft(
			test.db,
			systemActor,
			{ id: who.id, lastDay: '2026-11-01', successorId: null },
			clock
		);
		await recheckDuties({ db: test.db, clock }, {});
		expect(await learn.obligations(who.id)).toMatchObject([{ closedAs: 'left_town' }]);
	});

	it('does not ask again whoever was let off', async () => {
		const module = await audience(['unit:group']);
		const who = await someone({ unitId: town.group.id });
		await run([module.id]);
		const waive = (actor: Parameters<typeof waiveObligation>[1], reason = 'On a long leave') =>
			waiveObligation(test.db, actor, { personId: who.id, moduleId: module.id, reason }, clock);
		const manager = actorOf(await someone(), { isManager: true });
		expect(await refusalOf(waive(manager))).toContain('Forbidden');
		expect(await refusalOf(waive(actorOf(who, withRole('author'))))).toContain('Forbidden');
		const author = actorOf(await someone(), withRole('author'));
		expect(await refusalOf(waive(author, ' '))).toContain('duty_reason_needed');
		await waive(author);
		expect(await refusalOf(waive(author))).toContain('duty_nothing_open');
		await run([module.id]);
		const own = (await learn.obligations(who.id)).filter((one) => one.moduleId === module.id);
		expect(own).toMatchObject([{ closedAs: 'waived', reason: 'On a long leave' }]);
	});

	it('follows the front matter until an author sets rules in the portal', async () => {
		const module = await audience(['unit:group']);
		const author = actorOf(await someone(), withRole('author'));
		const set = (value: string) =>
			saveRules(
				test.db,
				author,
				{ moduleId: module.id, rules: [{ kind: 'unit', value, dueDays: 3 }] },
				clock
			);
		expect(await refusalOf(set('nowhere'))).toContain('duty_rule_unknown');
		await set('office');
		await learn.publish(
			{ ...module, facts: { audience: ['everyone'] } },
			{ change: 'patch', at: start }
		);
		const rules = await test.db
			.select({ kind: trainingRule.kind, value: trainingRule.value, active: trainingRule.active })
			.from(trainingRule)
			.where(eq(trainingRule.moduleId, module.id));
		expect(rules).toEqual(
			expect.arrayContaining([
				{ kind: 'unit', value: 'group', active: false },
				{ kind: 'unit', value: 'office', active: true }
			])
		);
		expect(rules).toHaveLength(2);
		const preview = await countAudience(
			test.db,
			author,
			{ moduleId: module.id, rules: [{ kind: 'unit', value: 'office' }] },
			clock
		);
		const { opened } = await run([module.id]);
		expect(opened.length).toBe(preview);
		expect(opened[0]?.dueOn).toBe('2026-11-05');
	});
});

describe('by hand', () => {
	it('is for authors, the desk of the unit and the line manager', async () => {
		const module = await audience([]);
		const [boss, stranger] = [await someone(), await someone()];
		const who = await someone({ managerId: boss.id });
		const input = { moduleId: module.id, personIds: [who.id], dueOn: '2026-11-30' };
		const assign = (actor: Parameters<typeof assignModule>[1], more: object = {}) =>
			assignModule(test.db, actor, { ...input, ...more }, clock);
		expect(await refusalOf(assign(actorOf(stranger)))).toContain('Forbidden');
		const far = actorOf(stranger, withRole('agent', [town.kindergarten.id]));
		expect(await refusalOf(assign(far))).toContain('Forbidden');
		expect(await refusalOf(assign(actorOf(boss), { dueOn: '2026-11-01' }))).toContain(
			'duty_due_past'
		);
		await assign(actorOf(boss));
		await assign(actorOf(stranger, withRole('agent')));
		expect(await openOf(who.id)).toMatchObject([
			{ origin: 'hand', assignedById: boss.id, dueOn: '2026-11-30' }
		]);
		await withdrawObligation(
			test.db,
			actorOf(boss),
			{ personId: who.id, moduleId: module.id },
			clock
		);
		expect(await openOf(who.id)).toEqual([]);
	});

	it('is taken back by whoever gave it, and a duty that somebody else gave by nobody for themselves', async () => {
		const module = await audience([]);
		const [boss, writer] = [await someone(), await someone()];
		const who = await someone({ managerId: boss.id });
		const desk = actorOf(await someone(), withRole('agent'));
		const give = (personIds: string[]) =>
			assignModule(test.db, desk, { moduleId: module.id, personIds }, clock);
		const takeBack = (actor: Parameters<typeof withdrawObligation>[1], personId: string) =>
			withdrawObligation(test.db, actor, { personId, moduleId: module.id }, clock);
		await give([who.id, writer.id]);
		const author = actorOf(writer, withRole('author'));
		expect(await refusalOf(takeBack(author, writer.id))).toContain('Forbidden');
		expect(await refusalOf(takeBack(actorOf(boss), who.id))).toContain('Forbidden');
		await takeBack(author, who.id);
		expect(await openOf(who.id)).toEqual([]);
	});
});

describe('20,000 people', () => {
	it('get a module within ten seconds, with progress, and hear of it once', async () => {
		const big = await audience(['unit:crowd']);
		const unitId = newId();
		await test.db.insert(unit).values({
			id: unitId,
			code: 'crowd',
			kind: 'department',
			name: { et: 'c', ru: 'c' },
			parentId: town.town.id,
			ancestorIds: [town.town.id, unitId]
		});
		await test.db.execute(sql`
			insert into person (id, email, name, unit_id, created_at, updated_at)
			select new_id(), 'crowd' || n || '@linn.example', 'Crowd ' || n, ${unitId}, now(), now()
			from generate_series(1, 20000) n`);
		await test.db.execute(sql`delete from duty_recheck`);
		const began = performance.now();
		await assignByAllRules({ db: test.db, clock }, { moduleId: big.id });
		const took = performance.now() - began;
		await tellDuties({ db: test.db, clock }, {});
		const [row] = await test.db
			.select({ count: sql<number>`count(*)::int` })
			.from(obligation)
			.where(eq(obligation.moduleId, big.id));
		expect(row?.count).toBe(20_000);
		expect(await findProgress(test.db, assignProgressKey(big.id))).toMatchObject({
			done: 20_000,
			total: 20_000,
			finishedAt: start
		});
		const [bells] = await test.db.execute<{ count: number }>(
			sql`select count(*)::int as count from bell_entry where record_id = ${big.id}`
		);
		expect(bells?.count).toBe(20_000);
		expect(took).toBeLessThan(10_000);
	}, 90_000);
});

it('a person changed inside one transaction is looked at after it', async () => {
	const who = await someone();
	await test.db.execute(sql`delete from duty_recheck`);
	await withTransaction(test.db, (tx) =>
		tx.update(person).set({ unitId: town.group.id }).where(eq(person.id, who.id))
	);
	const rows = await test.db.execute(sql`select person_id from duty_recheck`);
	expect(rows).toMatchObject([{ person_id: who.id }]);
});
