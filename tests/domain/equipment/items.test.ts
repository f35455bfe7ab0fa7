import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { askBack, findItem, reportMissing } from '#lib/server/equipment/change-item-state.ts';
import { editItem } from '#lib/server/equipment/edit-item.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { itemsOf } from '#tests/support/items.ts';
import { moveItem } from '#lib/server/equipment/move-item.ts';
import { bringBack } from '#lib/server/equipment/repair/bring-back.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { registerItem, type RegisterItemInput } from '#lib/server/equipment/register-item.ts';
import { returnAllItems, returnItem } from '#lib/server/equipment/return-item.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const service = { vendor: 'Hooldus OÜ', fault: 'ekraan' };
let test: TestDatabase;
let town: SmallTown;
let count = 10_000;

beforeAll(async () => {
	test = await testDatabase({ max: 25 });
	town = await smallTown(test.db);
});
afterAll(() => test.close());

const addItem = async (more: Partial<RegisterItemInput> = {}) => {
	const inventoryNumber = `KM-${++count}`;
	const { id } = await registerItem(
		test.db,
		systemActor,
		{ inventoryNumber, category: 'laptop', model: 'ThinkPad L14', ...more },
		clock
	);
	return { itemId: id, inventoryNumber };
};
const row = async ({ itemId }: { itemId: string }) =>
	(await test.db.select().from(item).where(eq(item.id, itemId)))[0];
const agentIn = async (unitIds: string[] | null) =>
	actorOf(await town.addPerson('Agent'), withRole('agent', unitIds));

describe('handing an item over', () => {
	it('gives one of twenty people an item that all are given at once', async () => {
		const { itemId } = await addItem();
		const people = await Promise.all(
			Array.from({ length: 20 }, (_, n) => town.addPerson(`Taker ${n}`))
		);
		const results = await Promise.all(
			people.map(({ id }) =>
				refusalOf(handOver(test.db, systemActor, { itemId, personId: id }, clock))
			)
		);
		expect(results.filter((result) => result.startsWith('not refused'))).toHaveLength(1);
		expect(
			results.filter((result) => result === 'Conflict registers_item_already_held')
		).toHaveLength(19);
		const holders = await Promise.all(people.map(({ id }) => itemsOf(test.db, id)));
		expect(holders.flat()).toHaveLength(1);
	});

	it('finds it by the number on its label, keeps since when, where and by which request', async () => {
		const { itemId, inventoryNumber } = await addItem();
		const mari = await town.addPerson('Mari');
		const agent = await agentIn(null);
		await handOver(
			test.db,
			agent,
			{
				inventoryNumber: ` ${inventoryNumber.toLowerCase()} `,
				personId: mari.id,
				requestId: newId(),
				requestNumber: 2419
			},
			clock
		);
		expect(await itemsOf(test.db, mari.id)).toMatchObject([
			{
				id: itemId,
				inventoryNumber,
				state: 'handed_over',
				heldSince: '2026-11-24',
				placeName: { et: 'hall' },
				requestNumber: 2419
			}
		]);
		const history = await listRecordHistory(test.db, 'item', itemId);
		expect(history.map((entry) => entry.action)).toEqual([
			...['item.handed_over', 'item.received', 'item.registered']
		]);
		expect(history[0]).toMatchObject({ actorName: 'Agent', after: { holderName: 'Mari' } });
	});

	it('lets a room have a shared item, and refuses to give it to nobody', async () => {
		const shared = await addItem({ category: 'projector' });
		await handOver(test.db, systemActor, { ...shared, placeId: town.hall, room: '203' }, clock);
		expect(await row(shared)).toMatchObject({ state: 'in_use', holderId: null, room: '203' });
		await sendToRepair(test.db, systemActor, { ...shared, ...service }, clock);
		await bringBack(test.db, systemActor, { ...shared, outcome: 'repaired' }, clock);
		expect(await row(shared)).toMatchObject({ state: 'in_use' });
		expect(await refusalOf(handOver(test.db, systemActor, await addItem(), clock))).toBe(
			'Invalid registers_nobody_gets_it'
		);
	});

	it('is refused for a leaver and for an unknown item', async () => {
		const gone = await town.addPerson('Gone', { status: 'left' });
		const give = (ref: { itemId: string } | { inventoryNumber: string }) =>
			refusalOf(handOver(test.db, systemActor, { ...ref, personId: gone.id }, clock));
		expect(await give(await addItem())).toBe('Conflict registers_person_left');
		expect(await give({ itemId: newId() })).toBe('NotFound errors_not_found');
		expect(await give({ itemId: 'KM-1' })).toBe('NotFound errors_not_found');
		expect(await give({ inventoryNumber: 'KM-1' })).toBe('NotFound errors_not_found');
	});
});

describe('the way of an item', () => {
	it('comes back to stock, whoever had it', async () => {
		const laptop = await addItem();
		const mari = await town.addPerson('Mari');
		await handOver(test.db, systemActor, { ...laptop, personId: mari.id }, clock);
		await askBack(test.db, systemActor, laptop, clock);
		await returnItem(test.db, systemActor, { ...laptop, placeId: town.stock, room: 'B2' }, clock);
		expect(await row(laptop)).toMatchObject({
			state: 'in_stock',
			holderId: null,
			heldSince: null,
			placeId: town.stock,
			room: 'B2'
		});
		expect(await refusalOf(returnItem(test.db, systemActor, laptop, clock))).toBe(
			'Conflict registers_item_not_held'
		);
	});

	it('is put where the one who takes it back works, when no place is said', async () => {
		const laptop = await addItem();
		const { id } = await town.addPerson('Mari');
		await handOver(test.db, systemActor, { ...laptop, personId: id }, clock);
		const agent = { ...(await agentIn(null)), placeId: town.stock };
		await returnItem(test.db, agent, laptop, clock);
		expect(await row(laptop)).toMatchObject({ state: 'in_stock', placeId: town.stock, room: '' });
	});

	it('stays in its holder’s name in repair and while missing', async () => {
		const laptop = await addItem();
		const mari = await town.addPerson('Mari');
		await handOver(test.db, systemActor, { ...laptop, personId: mari.id }, clock);
		await sendToRepair(test.db, systemActor, { ...laptop, ...service }, clock);
		expect(await row(laptop)).toMatchObject({ state: 'in_repair', holderId: mari.id });
		expect(
			await refusalOf(handOver(test.db, systemActor, { ...laptop, personId: mari.id }, clock))
		).toBe('Conflict registers_item_in_repair');
		await bringBack(test.db, systemActor, { ...laptop, outcome: 'repaired' }, clock);
		await reportMissing(test.db, systemActor, laptop, clock);
		expect(await row(laptop)).toMatchObject({ state: 'missing', holderId: mari.id });
		await findItem(test.db, systemActor, laptop, clock);
		expect(await row(laptop)).toMatchObject({ state: 'in_use', holderId: mari.id });
		const history = await listRecordHistory(test.db, 'item', laptop.itemId);
		expect(history.map((entry) => entry.action)).toEqual([
			'item.found',
			'item.reported_missing',
			'item.back_from_repair',
			'item.sent_to_repair',
			'item.handed_over',
			'item.received',
			'item.registered'
		]);
	});

	it('moves to another room without changing hands', async () => {
		const laptop = await addItem();
		await moveItem(test.db, systemActor, { ...laptop, placeId: town.stock, room: 'A1' }, clock);
		expect(await row(laptop)).toMatchObject({ state: 'in_stock', placeId: town.stock, room: 'A1' });
		expect(
			await refusalOf(moveItem(test.db, systemActor, { ...laptop, placeId: newId() }, clock))
		).toBe('Invalid errors_invalid');
	});

	it('takes back all that a leaver has, but what is in repair', async () => {
		const mari = await town.addPerson('Mari');
		const items = await Promise.all([addItem(), addItem(), addItem()]);
		for (const each of items) {
			await handOver(test.db, systemActor, { ...each, personId: mari.id }, clock);
		}
		const [first] = items;
		if (!first) throw new Error('no item');
		await sendToRepair(test.db, systemActor, { ...first, ...service }, clock);
		const back = await returnAllItems(test.db, systemActor, { personId: mari.id }, clock);
		expect(back).toHaveLength(2);
		expect(await itemsOf(test.db, mari.id)).toMatchObject([{ state: 'in_repair' }]);
	});
});

describe('who keeps the register', () => {
	it('an agent of a unit sees and moves what is there and in the stock of the town, nothing else', async () => {
		const agent = await agentIn([town.kindergarten.id, town.group.id]);
		const kadri = await town.addPerson('Kadri', { unitId: town.group.id });
		const jaan = await town.addPerson('Jaan');
		const ofTown = await addItem();
		await handOver(test.db, agent, { ...ofTown, personId: kadri.id }, clock);
		const theirs = await addItem({ unitId: town.office.id });
		const give = (ref: { itemId: string }, personId: string) =>
			refusalOf(handOver(test.db, agent, { itemId: ref.itemId, personId }, clock));
		expect(await give(theirs, kadri.id)).toBe('NotFound errors_not_found');
		expect(await give(await addItem(), jaan.id)).toBe('Forbidden errors_forbidden');
		const held = await addItem();
		await handOver(test.db, systemActor, { ...held, personId: jaan.id }, clock);
		expect(await refusalOf(returnItem(test.db, agent, held, clock))).toBe(
			'NotFound errors_not_found'
		);
	});

	it('neither an employee nor an auditor changes anything', async () => {
		const laptop = await addItem();
		const mari = actorOf(await town.addPerson('Mari'));
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		for (const actor of [mari, auditor]) {
			const edit = { ...laptop, category: 'laptop' as const, model: 'X' };
			const input = { ...laptop, personId: mari.personId };
			for (const refused of [
				handOver(test.db, actor, input, clock),
				returnItem(test.db, actor, laptop, clock),
				sendToRepair(test.db, actor, { ...laptop, ...service }, clock),
				editItem(test.db, actor, edit, clock),
				registerItem(test.db, actor, { ...edit, inventoryNumber: 'KM-1' }, clock)
			]) {
				expect(await refusalOf(refused)).toBe('Forbidden errors_forbidden');
			}
		}
		expect(await row(laptop)).toMatchObject({ state: 'in_stock', model: 'ThinkPad L14' });
	});

	it('refuses a number that another item has', async () => {
		const { inventoryNumber } = await addItem();
		expect(await refusalOf(addItem({ inventoryNumber: inventoryNumber.toLowerCase() }))).toBe(
			'Invalid equipment_number_taken'
		);
	});
});
