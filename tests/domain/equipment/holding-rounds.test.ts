import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { equipmentTask } from '#lib/server/equipment/acts/tables.ts';
import { answerRound, thingsToCheck } from '#lib/server/equipment/mine/answer-round.ts';
import { roundStanding } from '#lib/server/equipment/mine/round-standing.ts';
import {
	beginRound,
	endRound,
	remindHolders,
	remindHoldersInTime
} from '#lib/server/equipment/mine/rounds.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { thingsOf } from '#lib/server/requests/queries/things-of.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let kadri: TownPerson;
let liis: TownPerson;
let things: string[];

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	kadri = await town.addPerson('Kadri', { unitId: town.group.id });
	liis = await town.addPerson('Liis');
	things = [];
	for (const holder of [kadri, kadri, kadri, liis]) {
		things.push((await itemInUse(test.db, { holderId: holder.id }, townNow)).id);
	}
});
afterAll(() => test.close());

const bells = async (who: TownPerson, kind: 'equipment.asked' | 'equipment.asked_reminder') =>
	(
		await test.db
			.select()
			.from(bellEntry)
			.where(and(eq(bellEntry.personId, who.id), eq(bellEntry.kind, kind)))
	).length;
const openFor = async (who: TownPerson) => (await thingsOf(test.db, who.id, [])).asked?.open ?? 0;

describe('the yearly question', () => {
	it('is asked by the desk of the whole town, one at a time, of everybody with things', async () => {
		const { db } = test;
		const ask = (actor = systemActor, dueOn: string | null = '2026-12-08') =>
			refusalOf(beginRound(db, actor, { dueOn }, clock));
		expect(await ask(actorOf(liis))).toBe('Forbidden errors_forbidden');
		expect(await ask(actorOf(liis, withRole('agent', [town.group.id])))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await ask(systemActor, '2026-11-24')).toBe('Invalid mine_day_over');
		expect(await ask(systemActor, null)).toBe('Invalid errors_date');
		const answers = await Promise.all(Array.from({ length: 4 }, () => ask()));
		expect(answers.filter((answer) => answer === 'Conflict mine_round_open')).toHaveLength(3);
		expect(await bells(kadri, 'equipment.asked')).toBe(1);
		expect(await openFor(kadri)).toBe(3);
	});

	it('is answered for each thing or for all, by the holder or the representative', async () => {
		const { db } = test;
		const [one = '', two = ''] = things;
		const say = (actor = actorOf(kadri), answers = {}, all = false) =>
			answerRound(db, actor, { personId: kadri.id, answers, all }, clock);
		expect(await refusalOf(say(actorOf(liis), {}, true))).toBe('NotFound errors_not_found');
		expect(await refusalOf(say())).toBe('Invalid mine_check_nothing');
		expect(await refusalOf(say(actorOf(kadri), { [one]: 'maybe' }))).toBe(
			'Invalid mine_check_nothing'
		);
		for (let n = 0; n < 2; n++) await say(actorOf(kadri), { [one]: 'not_mine' });
		await say(actorOf(kadri), { [two]: 'cannot_find' });
		const tasks = await db
			.select({ kind: equipmentTask.kind, itemId: equipmentTask.itemId })
			.from(equipmentTask);
		expect(tasks).toHaveLength(2);
		expect(tasks).toEqual(
			expect.arrayContaining([
				{ kind: 'not_theirs', itemId: one },
				{ kind: 'cannot_find', itemId: two }
			])
		);
		expect(await openFor(kadri)).toBe(1);
		const secretary = actorOf(liis, { representsUnitIds: [town.group.id] });
		expect(await say(secretary, {}, true)).toEqual({ answered: 1 });
		expect(await openFor(kadri)).toBe(0);
		const kept = await thingsToCheck(db, actorOf(kadri), kadri.id);
		expect(kept.things.map(({ answer }) => answer).sort()).toEqual(['mine', 'not_mine']);
	});

	it('is reminded of in time, only to those who have not answered, and shows who they are', async () => {
		const { db } = test;
		const standing = await roundStanding(db, systemActor);
		expect(standing?.people.map(({ name, things: all, open }) => [name, all, open])).toEqual([
			['Kadri', 2, 0],
			['Liis', 1, 1]
		]);
		const limited = await roundStanding(db, actorOf(liis, withRole('agent', [town.group.id])));
		expect(limited?.people.map(({ name }) => name)).toEqual(['Kadri']);
		const on = (day: string) =>
			remindHoldersInTime({ db, clock: fixedClock(`${day}T08:00:00Z`) }, {});
		await on('2026-11-30');
		expect(await bells(liis, 'equipment.asked_reminder')).toBe(0);
		await on('2026-12-01');
		await on('2026-12-01');
		expect(await bells(liis, 'equipment.asked_reminder')).toBe(1);
		expect(await bells(kadri, 'equipment.asked_reminder')).toBe(0);
		expect(await remindHolders(db, systemActor, clock)).toBe(1);
	});

	it('ends, and then nothing is asked or answered', async () => {
		const { db } = test;
		const id = (await roundStanding(db, systemActor))?.round.id ?? '';
		await endRound(db, systemActor, { id }, clock);
		await endRound(db, systemActor, { id }, clock);
		expect(await openFor(liis)).toBe(0);
		expect(await roundStanding(db, systemActor)).toBe(null);
		const late = answerRound(
			db,
			actorOf(liis),
			{ personId: liis.id, answers: {}, all: true },
			clock
		);
		expect(await refusalOf(late)).toBe('Conflict mine_round_over');
		expect(await refusalOf(remindHolders(db, systemActor, clock))).toBe(
			'NotFound errors_not_found'
		);
	});
});
