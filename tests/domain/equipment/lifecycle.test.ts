import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { worklistShape } from '#lib/equipment/worklist-shape.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { equipmentTask } from '#lib/server/equipment/acts/tables.ts';
import { askBack, reportMissing } from '#lib/server/equipment/change-item-state.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { budgetItems, budgetPlan } from '#lib/server/equipment/lifecycle/budget-plan.ts';
import { openLeaverTasks } from '#lib/server/equipment/lifecycle/open-leaver-tasks.ts';
import {
	countWorklist,
	exportWorklist,
	listWorklist
} from '#lib/server/equipment/lifecycle/worklist.ts';
import { registerItem, type RegisterItemInput } from '#lib/server/equipment/register-item.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const before = (days: number) => fixedClock(new Date(townNow.getTime() - days * 86_400_000));
const signed = { method: 'paper' as const };
let test: TestDatabase;
let town: SmallTown;
let count = 0;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
afterAll(() => test.close());

const add = async (more: Partial<RegisterItemInput> = {}, at = before(400)) => {
	const inventoryNumber = `KM-${60_000 + ++count}`;
	const { id } = await registerItem(
		test.db,
		systemActor,
		{ inventoryNumber, category: 'monitor', model: 'M', placeId: town.stock, ...more },
		at
	);
	return { itemId: id, inventoryNumber };
};
const why = async (query = '', actor: Actor = systemActor) => {
	const state = parseListState(worklistShape, new URLSearchParams(query));
	const { rows } = await listWorklist(test.db, actor, state, clock);
	return Object.fromEntries(rows.map((row) => [row.inventoryNumber, row.reasons]));
};

describe('the worklist', () => {
	it('says of each thing why it asks for somebody, and counts the reasons', async () => {
		const mari = await town.addPerson('Mari');
		const gone = await town.addPerson('Gone');
		await add({ warrantyUntil: '2027-01-24' });
		const ending = await add({ warrantyUntil: '2027-01-23' });
		const ended = await add({ warrantyUntil: '2026-11-23', placeId: null });
		const old = await add({ boughtOn: '2020-11-24', lifeMonths: 72 });
		await add({ boughtOn: '2020-11-25', lifeMonths: 72 });
		const asked = await add();
		const askedLately = await add();
		for (const one of [asked, askedLately]) {
			await handOver(test.db, systemActor, { ...one, personId: mari.id, signed }, before(100));
		}
		await askBack(test.db, systemActor, asked, before(15));
		await askBack(test.db, systemActor, askedLately, before(14));
		const waits = await add();
		await handOver(test.db, systemActor, { ...waits, personId: mari.id }, before(8));
		const lost = await add();
		await reportMissing(test.db, systemActor, lost, before(31));
		const lostLately = await add();
		await reportMissing(test.db, systemActor, lostLately, before(30));
		const broken = await add();
		const service = { vendor: 'Hooldus', fault: 'Toide', expectedOn: '2026-11-23' };
		await sendToRepair(test.db, systemActor, { ...broken, ...service }, before(10));
		const left = await add();
		await handOver(test.db, systemActor, { ...left, personId: gone.id, signed }, before(50));
		await test.owner`update person set status = 'left' where id = ${gone.id}`;

		expect(await why()).toEqual({
			[ending.inventoryNumber]: ['warranty_ending'],
			[ended.inventoryNumber]: ['without_place'],
			[old.inventoryNumber]: ['end_of_life'],
			[asked.inventoryNumber]: ['never_returned'],
			[waits.inventoryNumber]: ['handover_waits'],
			[lost.inventoryNumber]: ['long_missing'],
			[broken.inventoryNumber]: ['repair_overdue'],
			[left.inventoryNumber]: ['held_by_leaver']
		});
		expect(Object.keys(await why('why=long_missing,never_returned'))).toEqual([
			asked.inventoryNumber,
			lost.inventoryNumber
		]);
		const counts = await countWorklist(test.db, systemActor, clock);
		expect(Object.values(counts)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
		const state = parseListState(worklistShape, new URLSearchParams('sort=life'));
		const all = await Array.fromAsync(exportWorklist(test.db, systemActor, state, clock));
		expect(all[0]?.inventoryNumber).toBe(old.inventoryNumber);
		expect(all).toHaveLength(8);
	});

	it('is read by the desk and the auditors, each their units', async () => {
		const theirs = await add({ unitId: town.kindergarten.id, placeId: null });
		const limited = (unitId: string) =>
			town.addPerson('Limited').then((who) => actorOf(who, withRole('agent', [unitId])));
		const state = parseListState(worklistShape, new URLSearchParams());
		expect(await why('', await limited(town.kindergarten.id))).toHaveProperty(
			theirs.inventoryNumber
		);
		const other = await limited(town.group.id);
		expect(await why('', other)).not.toHaveProperty(theirs.inventoryNumber);
		const nobody = actorOf(await town.addPerson('Nobody'));
		expect(await refusalOf(listWorklist(test.db, nobody, state, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await refusalOf(countWorklist(test.db, nobody, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await refusalOf(budgetPlan(test.db, nobody, 2027))).toBe('Forbidden errors_forbidden');
	});

	it('asks the desk once about what leavers still have', async () => {
		await openLeaverTasks({ db: test.db, clock });
		await openLeaverTasks({ db: test.db, clock });
		const tasks = await test.db.select().from(equipmentTask);
		expect(tasks.filter(({ kind }) => kind === 'held_by_leaver')).toHaveLength(1);
	});
});

describe('the plan of a budget year', () => {
	it('sums what ends its life by unit and place as an independent count does', async () => {
		let seed = 7;
		const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
		const units = [town.office.id, town.kindergarten.id, null];
		const places = [town.hall, town.stock];
		const kept: { group: string; price: number | null }[] = [];
		await test.owner`insert into item_model (id, category, name, price_cents)
			values (gen_random_uuid(), 'phone', 'Priced', 30000)`;
		for (let n = 0; n < 60; n++) {
			const unitId = units[random(3)] ?? null;
			const placeId = places[random(2)] ?? town.hall;
			const year = 2021 + random(4);
			const model = random(2) ? 'Priced' : 'Plain';
			const own = random(3) ? 10_000 + random(5000) : null;
			const more = { unitId, placeId, model, priceCents: own, category: 'phone' as const };
			await add({ ...more, boughtOn: `${year}-03-01`, lifeMonths: 60 });
			if (year + 5 > 2027) continue;
			const price = model === 'Priced' ? 30_000 : own;
			kept.push({ group: `${unitId} ${placeId}`, price });
		}
		const mine = Map.groupBy(kept, ({ group }) => group);
		const plan = await budgetPlan(test.db, systemActor, 2027);
		const phones = await Array.fromAsync(budgetItems(test.db, systemActor, 2027));
		for (const [group, rows] of mine) {
			const [unitId, placeId] = group.split(' ');
			const found = plan.find((one) => String(one.unitId) === unitId && one.placeId === placeId);
			const others = phones.filter(
				(one) => one.model === 'M' && unitId === 'null' && placeId === town.stock
			);
			expect(found).toMatchObject({
				items: rows.length + others.length,
				sumCents: rows.reduce((sum, { price }) => sum + (price ?? 0), 0),
				withoutPrice: rows.filter(({ price }) => price === null).length + others.length
			});
		}
		const inPlan = phones.filter(({ model }) => model !== 'M');
		expect(inPlan).toHaveLength(kept.length);
		expect(plan.reduce((sum, { items }) => sum + items, 0)).toBe(phones.length);
	});
});
