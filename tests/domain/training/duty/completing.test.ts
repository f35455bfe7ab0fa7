import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { completeByAttendance } from '#lib/server/training/duty/complete-by-attendance.ts';
import { countEquivalent } from '#lib/server/training/duty/count-equivalent.ts';
import { revokeCompletion } from '#lib/server/training/duty/revoke-completion.ts';
import { moduleEquivalent } from '#lib/server/training/duty/tables.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, withRole, type SmallTown } from '#tests/support/town.ts';
import { on, school, type ModulePlan, type School } from './school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 30 });
	town = await smallTown(test.db);
	learn = school(test.db);
});
afterAll(() => test.close());

const start = on('2026-11-02');
const someone = () => town.addPerson(`Learner ${++count}`);
const taught = (plan: ModulePlan) => learn.publish(plan, { at: start });

describe('done', () => {
	it('is every page read, with words of its own that outlive the module', async () => {
		const { id } = await someone();
		const module = await taught({ key: 'reading', pages: ['one', 'two'] });
		expect(await learn.read(id, module, 'one', start)).toBeNull();
		expect(await learn.standing(id, module, start)).toMatchObject({ percent: 50, isValid: false });
		const done = await learn.read(id, module, 'two', on('2026-11-03'));
		expect(done).toMatchObject({
			moduleKey: 'reading',
			version: '1.0.0',
			kind: 'read',
			score: null,
			minutes: 1440,
			validUntil: '2027-11-03'
		});
		expect(await learn.standing(id, module, start)).toMatchObject({ percent: 100, isValid: true });
		expect(await learn.standing(id, module, on('2027-11-03'))).toMatchObject({ isValid: true });
		expect(await learn.standing(id, module, on('2027-11-04'))).toMatchObject({ isValid: false });
	});

	it('is every quiz passed where one has to pass, pages or not', async () => {
		const { id } = await someone();
		const module = await taught({ key: 'quizzes', quizzes: ['q1', 'q2'] });
		expect(await learn.pass(id, module, 'q1', start, 90)).toBeNull();
		expect(await learn.pass(id, module, 'q2', start, 40)).toBeNull();
		const done = await learn.pass(id, module, 'q2', on('2026-11-04'), 81);
		expect(done).toMatchObject({ kind: 'passed', score: 86 });
		expect(done?.answers).toMatchObject([{ quizId: 'q1' }, { quizId: 'q2', number: 2 }]);
	});

	it('waits for the practice step to happen after the module was opened', async () => {
		const who = await someone();
		const module = await taught({ key: 'practice', practice: 'request.submitted' });
		const submit = (at: Date) =>
			withTransaction(test.db, (tx) =>
				recordAudit(tx, {
					actor: actorOf(who),
					action: 'request.submitted',
					noun: 'request',
					recordId: newId(),
					at
				})
			);
		await submit(on('2026-11-01'));
		expect(await learn.read(who.id, module, 'one', start)).toBeNull();
		await submit(on('2026-11-05'));
		expect(await learn.read(who.id, module, 'one', on('2026-11-05'))).not.toBeNull();
	});

	it('is proved once, though two devices finish at the same moment', async () => {
		const { id } = await someone();
		const module = await taught({ key: 'twice', quizzes: ['q1', 'q2'] });
		await Promise.all([
			learn.pass(id, module, 'q1', start),
			learn.pass(id, module, 'q2', start),
			learn.read(id, module, 'one', start)
		]);
		expect(await learn.completions(id)).toHaveLength(1);
	});

	it('loses nothing when 150 people finish in the same minute, and numbers have no gaps', async () => {
		const module = await taught({ key: 'crowd', quizzes: ['q1'] });
		const people = await Promise.all(Array.from({ length: 150 }, () => someone()));
		const ids = people.map((one) => one.id);
		await assignModule(
			test.db,
			systemActor,
			{ moduleId: module.id, personIds: ids },
			fixedClock(start)
		);
		const done = await Promise.all(ids.map((id) => learn.pass(id, module, 'q1', start)));
		expect(done.every((one) => one !== null)).toBe(true);
		const [row] = await test.db.execute<{
			all: number;
			first: number;
			last: number;
			open: number;
		}>(sql`
			select count(*)::int as all, min(number)::int as first, max(number)::int as last,
				(select count(*)::int from obligation
					where module_id = ${module.id} and closed_as is distinct from 'completed') as open
			from completion`);
		expect(row).toMatchObject({ first: 1, last: row?.all, open: 0 });
	}, 60_000);
});

describe('renewal', () => {
	it('counts from the old end within 30 days of it, and asks to read again', async () => {
		const { id } = await someone();
		const module = await taught({ key: 'renewed', pages: ['one', 'two'] });
		await learn.finish(id, module, start);
		const early = on('2027-10-01');
		expect(await learn.read(id, module, 'one', early)).toBeNull();
		expect(await learn.finish(id, module, early)).toBeNull();
		const inTime = on('2027-10-10');
		expect(await learn.standing(id, module, inTime)).toMatchObject({
			renewalOpen: true,
			percent: 0
		});
		expect(await learn.read(id, module, 'one', inTime)).toBeNull();
		const again = await learn.read(id, module, 'two', inTime);
		expect(again).toMatchObject({ validUntil: '2028-11-02' });
		expect(await learn.completions(id)).toHaveLength(2);
	});
});

describe('attendance', () => {
	it('completes the same obligation, whatever was read', async () => {
		const { id } = await someone();
		const module = await taught({ key: 'attended', facts: { completion: 'attended' } });
		await assignModule(
			test.db,
			systemActor,
			{ moduleId: module.id, personIds: [id] },
			fixedClock(start)
		);
		expect(await learn.finish(id, module, start)).toBeNull();
		await withTransaction(test.db, (tx) =>
			completeByAttendance(tx, systemActor, {
				personId: id,
				moduleId: module.id,
				locale: 'ru',
				session: { place: 'hall' },
				minutes: 90,
				at: on('2026-11-10')
			})
		);
		expect(await learn.obligations(id)).toMatchObject([{ closedAs: 'completed' }]);
	});
});

describe('what was done before', () => {
	it('counts for another module when that is said, and no longer than it counts itself', async () => {
		const { id } = await someone();
		const old = await taught({ key: 'old-course' });
		const fresh = await taught({ key: 'fresh-course' });
		await test.db
			.insert(moduleEquivalent)
			.values({ id: newId(), moduleId: fresh.id, countsId: old.id });
		await learn.finish(id, old, start);
		await assignModule(
			test.db,
			systemActor,
			{ moduleId: fresh.id, personIds: [id] },
			fixedClock(on('2027-01-10'))
		);
		const done = await learn.completions(id);
		expect(done[1]).toMatchObject({
			kind: 'equivalent',
			basisId: done[0]?.id,
			validUntil: '2027-11-02'
		});
		expect(await learn.standing(id, fresh, on('2027-01-10'))).toMatchObject({
			obligation: null,
			isValid: true
		});
	});

	it('counts at once for an open obligation', async () => {
		const { id } = await someone();
		const old = await taught({ key: 'old-one' });
		const fresh = await taught({ key: 'fresh-one' });
		await test.db
			.insert(moduleEquivalent)
			.values({ id: newId(), moduleId: fresh.id, countsId: old.id });
		await assignModule(
			test.db,
			systemActor,
			{ moduleId: fresh.id, personIds: [id] },
			fixedClock(start)
		);
		await learn.finish(id, old, start);
		expect(await learn.obligations(id)).toMatchObject([{ closedAs: 'completed' }]);
	});

	it('is counted by whoever looks after training, never by oneself, and not when it is over', async () => {
		const who = await someone();
		const module = await taught({ key: 'elsewhere' });
		const author = actorOf(await someone(), withRole('author'));
		const input = { personId: who.id, moduleId: module.id, reason: 'Course of the state' };
		const clock = fixedClock(start);
		const counted = (actor: typeof author, doneOn?: string) =>
			refusalOf(countEquivalent(test.db, actor, { ...input, doneOn }, clock));
		const own = actorOf(who, withRole('author'));
		expect(await counted(own, '2026-10-01')).toContain('Forbidden');
		expect(await counted(author)).toContain('duty_done_on_needed');
		expect(await counted(author, '2020-01-01')).toContain('duty_counts_no_more');
		const done = await countEquivalent(test.db, author, { ...input, doneOn: '2026-10-01' }, clock);
		expect(done).toMatchObject({ validUntil: '2027-10-01', confirmedById: author.personId });
	});
});

describe('revocation', () => {
	it('keeps the proof with its reason, opens the duty again and tells the person', async () => {
		const { id } = await someone();
		const module = await taught({ key: 'revoked', quizzes: ['q1'] });
		const clock = fixedClock(on('2026-11-20'));
		await assignModule(
			test.db,
			systemActor,
			{ moduleId: module.id, personIds: [id] },
			fixedClock(start)
		);
		const done = await learn.finish(id, module, start);
		const input = { completionId: done?.id ?? '', reason: 'Somebody else answered' };
		const author = actorOf(await someone(), withRole('author'));
		const agent = actorOf(await someone(), withRole('agent'));
		expect(await refusalOf(revokeCompletion(test.db, agent, input, clock))).toContain('Forbidden');
		await revokeCompletion(test.db, author, input, clock);
		expect(await refusalOf(revokeCompletion(test.db, author, input, clock))).toContain(
			'duty_already_revoked'
		);
		expect(await learn.obligations(id)).toMatchObject([
			{ cycle: 1, closedAs: 'completed' },
			{ cycle: 2, closedAs: null }
		]);
		expect(await learn.standing(id, module, on('2026-11-20'))).toMatchObject({ isValid: false });
		const again = await learn.pass(id, module, 'q1', on('2026-11-21'));
		expect(again).not.toBeNull();
		const bells = await test.db.execute(
			sql`select kind from bell_entry where person_id = ${id} and kind = 'training.revoked'`
		);
		expect(bells).toHaveLength(1);
	});

	it('is the only thing the database lets happen to a completion', async () => {
		const { id } = await someone();
		const done = await learn.finish(id, await taught({ key: 'stands' }), start);
		const attempt = (statement: ReturnType<typeof sql>) =>
			test.db.execute(statement).then(
				() => 'done',
				() => 'refused'
			);
		expect(await attempt(sql`update completion set score = 100 where id = ${done?.id}`)).toBe(
			'refused'
		);
		expect(await attempt(sql`delete from completion where id = ${done?.id}`)).toBe('refused');
	});
});
