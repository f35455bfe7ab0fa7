import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { cancelAct } from '#lib/server/equipment/acts/cancel-act.ts';
import { refuseAct } from '#lib/server/equipment/acts/refuse-act.ts';
import { signAct } from '#lib/server/equipment/acts/sign-act.ts';
import { act, equipmentTask } from '#lib/server/equipment/acts/tables.ts';
import { askBack } from '#lib/server/equipment/change-item-state.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { askToReturn, undoReturn } from '#lib/server/equipment/mine/ask-to-return.ts';
import { passOn, takeBackPassing } from '#lib/server/equipment/mine/pass-on.ts';
import { sayCannotFind, sayFound, sayNotMine } from '#lib/server/equipment/mine/say-of-thing.ts';
import { returnItem } from '#lib/server/equipment/return-item.ts';
import { item } from '#lib/server/equipment/tables.ts';
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
const nobody = 'NotFound errors_not_found';
let test: TestDatabase;
let town: SmallTown;
let kadri: TownPerson;
let mari: TownPerson;
let itemId: string;

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	kadri = await town.addPerson('Kadri', { unitId: town.group.id });
	mari = await town.addPerson('Mari', { unitId: town.group.id });
});
beforeEach(async () => {
	({ id: itemId } = await itemInUse(test.db, { holderId: kadri.id, room: '12' }, townNow));
});
afterAll(() => test.close());

const row = async () => (await test.db.select().from(item).where(eq(item.id, itemId)))[0];
const openTasks = () =>
	test.db
		.select()
		.from(equipmentTask)
		.where(and(eq(equipmentTask.itemId, itemId), isNull(equipmentTask.doneAt)));
const secretary = async (): Promise<Actor> =>
	actorOf(await town.addPerson('Secretary'), { representsUnitIds: [town.group.id] });

describe('what somebody holds', () => {
	it('is acted on by its holder and the representative, not by the manager, a colleague or the desk', async () => {
		const { db } = test;
		const others: Actor[] = [
			actorOf(mari),
			actorOf(mari, { isManager: true }),
			actorOf(mari, { representsUnitIds: [town.office.id] }),
			actorOf(mari, withRole('agent'))
		];
		for (const actor of others) {
			const input = { itemId, way: 'fetch' as const, personId: mari.id };
			const refused = await Promise.all(
				[askToReturn, undoReturn, passOn, takeBackPassing, sayNotMine, sayCannotFind, sayFound].map(
					(say) => refusalOf(say(db, actor, input, clock))
				)
			);
			expect(new Set(refused)).toEqual(new Set([nobody]));
		}
		await askToReturn(db, await secretary(), { itemId, way: 'bring' }, clock);
		expect(await row()).toMatchObject({ state: 'to_be_returned', holderId: kadri.id });
	});
});

describe('a task of the desk', () => {
	const desk = () => actorOf(mari, withRole('agent'));

	it('ends by itself when the desk takes the thing back', async () => {
		const { db } = test;
		await sayNotMine(db, actorOf(kadri), { itemId }, clock);
		await askToReturn(db, actorOf(kadri), { itemId, way: 'bring' }, clock);
		expect(await openTasks()).toHaveLength(2);
		const { actNumber } = await returnItem(db, desk(), { itemId }, clock);
		expect(await openTasks()).toEqual([]);
		const done = await db.select().from(equipmentTask).where(eq(equipmentTask.itemId, itemId));
		expect(done).toMatchObject(Array(2).fill({ doneById: mari.id, outcome: actNumber }));
		for (const { id, kind } of done) {
			const history = await listRecordHistory(db, 'equipment_task', id);
			expect(history.map(({ action, after }) => ({ action, after }))).toContainEqual({
				action: 'equipment_task.done',
				after: { kind, outcome: actNumber }
			});
		}
	});

	it('ends when what was passed on is accepted, refused or cancelled', async () => {
		const { db } = test;
		const passed = async (personId: string) => {
			const holder = personId === mari.id ? kadri : mari;
			const { actId } = await passOn(db, actorOf(holder), { itemId, personId }, clock);
			expect(await openTasks()).toMatchObject([{ kind: 'passed_on', actId }]);
			return actId;
		};
		await refuseAct(db, actorOf(mari), { actId: await passed(mari.id), reason: 'Ei' }, clock);
		expect(await openTasks()).toEqual([]);
		await cancelAct(db, desk(), { actId: await passed(mari.id), reason: 'Ei' }, clock);
		expect(await openTasks()).toEqual([]);
		const actId = await passed(mari.id);
		const [made] = await db.select().from(act).where(eq(act.id, actId));
		const textHash = made?.textHash ?? '';
		await signAct(db, actorOf(mari), { actId, textHash, method: 'portal' }, clock);
		expect(await openTasks()).toEqual([]);
		expect(await row()).toMatchObject({ holderId: mari.id });
	});
});

describe('giving a thing back', () => {
	it('asks the desk once, says how and when, and can be undone while nobody has taken it', async () => {
		const { db } = test;
		const wish = { itemId, way: 'fetch' as const, day: '2026-11-27', note: 'Vajutan kella.' };
		await Promise.all(
			Array.from({ length: 5 }, () => askToReturn(db, actorOf(kadri), wish, clock))
		);
		expect(await openTasks()).toMatchObject([
			{ kind: 'wants_to_return', personId: kadri.id, unitId: town.group.id }
		]);
		expect((await openTasks())[0]?.note).toMatch(/Vajutan kella/);
		expect(await row()).toMatchObject({ state: 'to_be_returned', moves: 4 });
		await undoReturn(db, actorOf(kadri), { itemId }, clock);
		await undoReturn(db, actorOf(kadri), { itemId }, clock);
		expect(await openTasks()).toEqual([]);
		expect(await row()).toMatchObject({ state: 'in_use', moves: 5 });
	});

	it('is not undone when the desk has taken it, or asked for it itself', async () => {
		const { db } = test;
		await askBack(db, systemActor, { itemId }, clock);
		const undone = () => refusalOf(undoReturn(db, actorOf(kadri), { itemId }, clock));
		expect(await undone()).toBe('Conflict mine_return_taken');
		await askToReturn(db, actorOf(kadri), { itemId, way: 'bring' }, clock);
		await db
			.update(equipmentTask)
			.set({ assigneeId: mari.id })
			.where(eq(equipmentTask.itemId, itemId));
		expect(await undone()).toBe('Conflict mine_return_taken');
		const past = { itemId, way: 'bring' as const, day: '2026-11-20' };
		expect(await refusalOf(askToReturn(db, actorOf(kadri), past, clock))).toBe(
			'Invalid mine_day_over'
		);
	});
});

describe('passing a thing on', () => {
	const hashOf = async (actId: string) =>
		(await test.db.select().from(act).where(eq(act.id, actId)))[0]?.textHash ?? '';

	it('changes hands when the colleague has signed too, and the desk sees it', async () => {
		const { db } = test;
		const ask = () => passOn(db, actorOf(kadri), { itemId, personId: mari.id }, clock);
		const [one, two] = await Promise.all([ask(), ask()]);
		expect(two.actId).toBe(one.actId);
		expect(await row()).toMatchObject({ state: 'in_use', holderId: kadri.id });
		expect(await openTasks()).toMatchObject([{ kind: 'passed_on', actId: one.actId }]);
		const textHash = await hashOf(one.actId);
		const sign = { actId: one.actId, textHash, method: 'portal' as const };
		expect(await signAct(db, actorOf(mari), sign, clock)).toMatchObject({ isComplete: true });
		expect(await row()).toMatchObject({ holderId: mari.id, state: 'in_use', room: '' });
		expect(await refusalOf(sayNotMine(db, actorOf(kadri), { itemId }, clock))).toBe(nobody);
	});

	it('leaves it where it is when the colleague says no or it is taken back', async () => {
		const { db } = test;
		const first = await passOn(db, actorOf(kadri), { itemId, personId: mari.id }, clock);
		const other = await town.addPerson('Other');
		expect(await refusalOf(passOn(db, actorOf(kadri), { itemId, personId: other.id }, clock))).toBe(
			'Conflict mine_passed_on_already'
		);
		await refuseAct(db, actorOf(mari), { actId: first.actId, reason: 'Mul on üks.' }, clock);
		expect(await row()).toMatchObject({ holderId: kadri.id });
		const second = await passOn(db, actorOf(kadri), { itemId, personId: other.id }, clock);
		await takeBackPassing(db, actorOf(kadri), { itemId }, clock);
		await takeBackPassing(db, actorOf(kadri), { itemId }, clock);
		const [cancelled] = await db.select().from(act).where(eq(act.id, second.actId));
		expect(cancelled?.state).toBe('cancelled');
		expect(await openTasks()).toEqual([]);
		expect(await row()).toMatchObject({ holderId: kadri.id });
	});

	it('is not taken by a representative for themselves, who would sign for both', async () => {
		const person = await town.addPerson('Taker');
		const actor = actorOf(person, { representsUnitIds: [town.group.id] });
		const asked = passOn(test.db, actor, { itemId, personId: person.id }, clock);
		expect(await refusalOf(asked)).toBe('Invalid mine_not_to_yourself');
		const { number } = await passOn(test.db, actor, { itemId, personId: mari.id }, clock);
		expect(number).not.toBe('');
	});

	it('is withdrawn when the desk takes the thing back meanwhile, and not taken from the next holder', async () => {
		const { db } = test;
		const asked = await passOn(db, actorOf(kadri), { itemId, personId: mari.id }, clock);
		const { actNumber } = await returnItem(db, systemActor, { itemId }, clock);
		const other = await town.addPerson('Next holder');
		const signed = { method: 'paper' as const };
		await handOver(db, systemActor, { itemId, personId: other.id, signed }, clock);
		const [{ textHash = '' } = {}] = await db.select().from(act).where(eq(act.id, asked.actId));
		const late = { actId: asked.actId, textHash, method: 'portal' as const };
		expect(await refusalOf(signAct(db, actorOf(mari), late, clock))).toBe('Conflict acts_not_open');
		expect(await row()).toMatchObject({ state: 'in_use', holderId: other.id });
		const tasks = await db.select().from(equipmentTask).where(eq(equipmentTask.itemId, itemId));
		expect(tasks).toMatchObject([{ kind: 'passed_on', doneAt: townNow, outcome: actNumber }]);
	});

	it('goes to nobody who has left, and not to oneself', async () => {
		const left = await town.addPerson('Gone', { status: 'left' });
		const to = (personId: string) =>
			refusalOf(passOn(test.db, actorOf(kadri), { itemId, personId }, clock));
		expect(await to(left.id)).toBe('Conflict registers_person_left');
		expect(await to(kadri.id)).toBe('Invalid mine_other_person');
		expect(await to('')).toBe('Invalid errors_choose');
	});
});

describe('what the register has wrong', () => {
	it('is told to the desk once, and a thing that is not found is missing until it is', async () => {
		const { db } = test;
		const say = { itemId, note: 'Ei leia.' };
		for (let n = 0; n < 2; n++) await sayNotMine(db, actorOf(kadri), say, clock);
		expect(await row()).toMatchObject({ state: 'in_use', holderId: kadri.id });
		for (let n = 0; n < 2; n++) await sayCannotFind(db, actorOf(kadri), say, clock);
		expect(await row()).toMatchObject({ state: 'missing', holderId: kadri.id });
		expect((await openTasks()).map(({ kind }) => kind).sort()).toEqual([
			'cannot_find',
			'not_theirs'
		]);
		for (let n = 0; n < 2; n++) await sayFound(db, actorOf(kadri), { itemId }, clock);
		expect(await row()).toMatchObject({ state: 'in_use', holderId: kadri.id });
		expect((await openTasks()).map(({ kind }) => kind)).toEqual(['not_theirs']);
	});

	it('waits until the handover is answered', async () => {
		const { db } = test;
		const { id } = await itemInUse(db, { placeId: town.hall }, townNow);
		await returnItem(db, systemActor, { itemId: id }, clock);
		await handOver(db, systemActor, { itemId: id, personId: kadri.id }, clock);
		const input = { itemId: id, way: 'bring' as const, personId: mari.id };
		const refused = await Promise.all(
			[sayNotMine, sayCannotFind, askToReturn, passOn].map((say) =>
				refusalOf(say(db, actorOf(kadri), input, clock))
			)
		);
		expect(new Set(refused)).toEqual(new Set(['Conflict mine_accept_first']));
	});
});
