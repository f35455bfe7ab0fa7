import { and, eq, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { listEquipmentTasks } from '#lib/server/equipment/acts/desk-tasks.ts';
import { equipmentTask } from '#lib/server/equipment/acts/tables.ts';
import {
	changeStock,
	markLow,
	type StockChange
} from '#lib/server/equipment/stock/change-stock.ts';
import { getStock, listStock } from '#lib/server/equipment/stock/list-stock.ts';
import { addStockKind, changeStockKind } from '#lib/server/equipment/stock/save-kind.ts';
import { stockLevel } from '#lib/server/equipment/stock/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, withRole, type SmallTown } from '#tests/support/town.ts';

let test: TestDatabase;
let db: Db;
let town: SmallTown;
beforeAll(async () => {
	test = await testDatabase();
	({ db } = test);
	town = await smallTown(db);
});
afterAll(() => test.close());

const mouse = { name: { et: 'Hiir', ru: 'Мышь' }, partNumber: 'M-1', lowAt: 0, note: '' };

async function mice(count: number, lowAt = 0) {
	const { id: kindId } = await addStockKind(db, systemActor, { ...mouse, lowAt });
	const change = (why: StockChange['why'], n: number, more: Partial<StockChange> = {}) =>
		changeStock(db, systemActor, { kindId, placeId: town.stock, why, count: n, ...more });
	if (count > 0) await change('received', count);
	const quantities = async () => {
		const { levels } = await getStock(db, systemActor, kindId);
		return Object.fromEntries(levels.map(({ placeName, quantity }) => [placeName.et, quantity]));
	};
	return { kindId, change, quantities };
}

const openTasks = (kindId: string) =>
	db
		.select({ id: equipmentTask.id })
		.from(equipmentTask)
		.where(and(eq(equipmentTask.stockKindId, kindId), isNull(equipmentTask.doneAt)));

describe('supplies', () => {
	it('are the sum of what came and went', async () => {
		const { kindId, change, quantities } = await mice(10);
		const mari = await town.addPerson('Mari');
		await change('given', 2, { personId: mari.id, requestNumber: 17 });
		await change('moved', 3, { toPlaceId: town.hall });
		await change('written_off', 1);
		await change('counted', 6);
		await change('counted', 6);
		expect(await quantities()).toEqual({ stock: 6, hall: 3 });
		const { movements } = await getStock(db, systemActor, kindId);
		expect(movements).toHaveLength(6);
		expect(movements.reduce((sum, one) => sum + one.change, 0)).toBe(9);
		expect(movements.find(({ why }) => why === 'given')).toMatchObject({
			...{ personName: 'Mari', requestNumber: 17, change: -2 }
		});
		const listed = (await listStock(db, systemActor)).find(({ id }) => id === kindId);
		expect(listed).toMatchObject({ total: 9 });
	});

	it('are never fewer than none: of two who give the last one, one gets it', async () => {
		const { change, quantities } = await mice(1);
		const [mari, jaan] = [await town.addPerson('Mari'), await town.addPerson('Jaan')];
		const both = await Promise.all([
			refusalOf(change('given', 1, { personId: mari.id })),
			refusalOf(change('given', 1, { personId: jaan.id }))
		]);
		expect(both.sort()).toEqual(['Conflict stock_not_enough', 'not refused: undefined']);
		expect(await quantities()).toEqual({ stock: 0 });
		const raw = db.update(stockLevel).set({ quantity: sql`-1` });
		await expect(raw.execute()).rejects.toThrow();
	});

	it('moved both ways at once do not wait for each other', async () => {
		const { change, quantities } = await mice(5);
		await change('moved', 2, { toPlaceId: town.hall });
		await Promise.all([
			change('moved', 1, { toPlaceId: town.hall }),
			change('moved', 1, { placeId: town.hall, toPlaceId: town.stock })
		]);
		expect(await quantities()).toEqual({ stock: 3, hall: 2 });
	});

	it('that run low make one task, which is done when there are enough again', async () => {
		const { kindId, change } = await mice(5, 3);
		expect(await openTasks(kindId)).toEqual([]);
		const mari = await town.addPerson('Mari');
		await change('given', 3, { personId: mari.id });
		await change('given', 1, { personId: mari.id });
		expect(await openTasks(kindId)).toHaveLength(1);
		await markLow(db, systemActor, { kindId, placeId: town.stock, lowAt: 1 });
		expect(await openTasks(kindId)).toEqual([]);
		await change('given', 1, { personId: mari.id });
		expect(await openTasks(kindId)).toHaveLength(1);
		const [task] = await listEquipmentTasks(db, systemActor, 'open');
		expect(task).toMatchObject({ stockKind: mouse.name, stockLeft: 0, note: '' });
		await change('received', 1);
		expect(await openTasks(kindId)).toEqual([]);
		const done = await listEquipmentTasks(db, systemActor, 'done');
		expect(done.find(({ id }) => id === task?.id)).toMatchObject({ outcome: '1' });
	});

	it('are given to nobody who has left, and counted by the desk only', async () => {
		const { kindId, change } = await mice(2);
		const gone = await town.addPerson('Gone', { status: 'left' });
		expect(await refusalOf(change('given', 1, { personId: gone.id }))).toBe(
			'Conflict registers_person_left'
		);
		expect(await refusalOf(change('given', 1))).toBe('Invalid errors_choose');
		expect(await refusalOf(change('moved', 1, { toPlaceId: town.stock }))).toBe(
			'Invalid errors_choose'
		);
		expect(await refusalOf(change('received', 0))).toBe('Invalid errors_number');
		const somebody = await town.addPerson('Somebody');
		const auditor = actorOf(somebody, withRole('auditor'));
		const input = { kindId, placeId: town.stock, why: 'received' as const, count: 1 };
		expect(await refusalOf(changeStock(db, auditor, input))).toBe('Forbidden errors_forbidden');
		const agent = actorOf(somebody, withRole('agent', [town.office.id]));
		await changeStock(db, agent, input);
		const retire = { ...mouse, kindId, retired: true };
		expect(await refusalOf(changeStockKind(db, agent, retire))).toBe('Forbidden errors_forbidden');
		await changeStockKind(db, systemActor, retire);
		expect((await getStock(db, systemActor, kindId)).retiredAt).not.toBeNull();
	});
});
