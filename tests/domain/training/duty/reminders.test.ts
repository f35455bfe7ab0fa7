import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { addDays } from '#lib/training/obligation-days.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { remindDuties } from '#lib/server/training/duty/remind-duties.ts';
import { tellDuties } from '#lib/server/training/duty/tell-duties.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { smallTown, type SmallTown } from '#tests/support/town.ts';
import { on, school, type School } from './school.ts';

let test: TestDatabase;
let town: SmallTown;
let learn: School;
let count = 0;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	learn = school(test.db);
});
afterAll(() => test.close());

const someone = (managerId: string | null = null) =>
	town.addPerson(`Learner ${++count}`, { managerId });
const letters = async (personId: string) =>
	(
		await test.db.execute<{ kind: string; subject: string; body: string }>(sql`
			select kind, subject, body from outbox_message where person_id = ${personId} order by created_at, id`)
	).map((row) => row);

/** Runs both jobs each morning for so many days. */
async function mornings(from: string, days: number, each?: (day: string) => Promise<unknown>) {
	for (let n = 0; n < days; n++) {
		const day = addDays(from, n);
		await each?.(day);
		const context = { db: test.db, clock: fixedClock(on(day)) };
		await tellDuties(context, {});
		await remindDuties(context, {});
		await remindDuties(context, {});
	}
}

it('tells once, reminds 14, 7 and 1 days before, on the day and weekly after, and the manager weekly', async () => {
	const boss = await someone();
	const who = await someone(boss.id);
	const taught = await learn.publish({ key: 'reminded' }, { at: on('2026-11-01') });
	await assignModule(
		test.db,
		systemActor,
		{ moduleId: taught.id, personIds: [who.id], dueOn: '2026-12-01' },
		fixedClock(on('2026-11-02'))
	);
	const days: string[] = [];
	let known = 0;
	for (let n = 0; n < 50; n++) {
		const day = addDays('2026-11-02', n);
		await mornings(day, 1);
		const now = await letters(who.id);
		for (const letter of now.slice(known)) days.push(`${day} ${letter.kind}`);
		known = now.length;
	}
	expect(days).toEqual([
		'2026-11-02 training.assigned',
		'2026-11-17 training.due_soon',
		'2026-11-24 training.due_soon',
		'2026-11-30 training.due_soon',
		'2026-12-01 training.due_soon',
		'2026-12-08 training.overdue',
		'2026-12-15 training.overdue'
	]);
	const toBoss = (await letters(boss.id)).map((letter) => letter.kind);
	expect(toBoss).toEqual([
		'training.team_overdue',
		'training.team_overdue',
		'training.team_overdue'
	]);
});

it('says several things in one letter, and nothing more when it is done', async () => {
	const who = await someone();
	const one = await learn.publish({ key: 'several-1' }, { at: on('2026-11-01') });
	const two = await learn.publish({ key: 'several-2' }, { at: on('2026-11-01') });
	for (const taught of [one, two]) {
		await assignModule(
			test.db,
			systemActor,
			{ moduleId: taught.id, personIds: [who.id], dueOn: '2026-12-01' },
			fixedClock(on('2026-11-20'))
		);
	}
	await mornings('2026-11-20', 5);
	await learn.finish(who.id, one, on('2026-11-25'));
	await learn.finish(who.id, two, on('2026-11-25'));
	await mornings('2026-11-25', 30);
	expect((await letters(who.id)).map((letter) => letter.kind)).toEqual([
		'training.assigned_many',
		'training.due_many'
	]);
});

it('makes up for mornings on which the portal was off', async () => {
	const who = await someone();
	const taught = await learn.publish({ key: 'off' }, { at: on('2026-11-01') });
	await assignModule(
		test.db,
		systemActor,
		{ moduleId: taught.id, personIds: [who.id], dueOn: '2026-12-01' },
		fixedClock(on('2026-11-02'))
	);
	await mornings('2026-11-02', 1);
	await mornings('2026-11-27', 1);
	const kinds = (await letters(who.id)).map((letter) => letter.kind);
	expect(kinds).toEqual(['training.assigned', 'training.due_soon']);
});

it('writes in the language of each reader', async () => {
	const who = await someone();
	await test.db.execute(sql`update person set locale = 'ru' where id = ${who.id}`);
	const taught = await learn.publish({ key: 'russian' }, { at: on('2026-11-01') });
	await assignModule(
		test.db,
		systemActor,
		{ moduleId: taught.id, personIds: [who.id], dueOn: '2026-12-01' },
		fixedClock(on('2026-11-02'))
	);
	await mornings('2026-11-02', 1);
	const [letter] = await letters(who.id);
	expect(letter?.subject).toBe('Новый модуль: russian');
	expect(letter?.body).toContain('Пройдите его');
});
