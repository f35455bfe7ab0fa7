import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findItemsByNumber } from '#lib/server/equipment/find-by-number.ts';
import { stockOptions } from '#lib/server/equipment/item-options.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { listServed, servePlaces } from '#lib/server/equipment/serve-places.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { searchAffected } from '#lib/server/notices/writing/search-affected.ts';
import { listNeeds, type SystemNeed } from '#lib/server/systems/list-needs.ts';
import { saveNeeds } from '#lib/server/systems/save-needs.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { itemInUse } from '#tests/support/items.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
afterAll(() => test.close());

const aSystem = (slug: string) => {
	const name = { et: slug, ru: slug };
	const input = { slug: `${slug}-${newId()}`, kind: 'system' as const, name, description: name };
	return saveSystem(test.db, systemActor, input, clock);
};

async function aSwitch() {
	const inventoryNumber = `NW-${newId()}`.toUpperCase();
	const { id } = await itemInUse(test.db, { inventoryNumber, placeId: town.stock }, townNow);
	return { id, inventoryNumber, category: 'network' as const, model: 'Switch' };
}

describe('what a system needs', () => {
	it('is replaced whole and recorded; circles may stand', async () => {
		const [a, b] = [await aSystem('a'), await aSystem('b')];
		const device = await aSwitch();
		const desk = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const save = (systemId: string, needs: SystemNeed[]) =>
			saveNeeds(test.db, desk, { systemId, needs }, clock);
		await save(a.id, [
			{ kind: 'system', id: b.id },
			{ kind: 'item', id: device.id },
			{ kind: 'place', id: town.hall },
			{ kind: 'place', id: town.hall }
		]);
		await save(b.id, [{ kind: 'system', id: a.id }]);
		expect((await listNeeds(test.db, a.id)).map(({ kind }) => kind)).toEqual([
			'item',
			'place',
			'system'
		]);
		await save(a.id, []);
		await save(a.id, []);
		expect(await listNeeds(test.db, a.id)).toEqual([]);
		const history = await listRecordHistory(test.db, 'system', a.id);
		const changes = history.filter(({ action }) => action === 'system.needs_changed');
		expect(changes).toHaveLength(2);
		expect(await refusalOf(save(a.id, [{ kind: 'system', id: a.id }]))).toBe(
			'Invalid registers_needs_itself'
		);
	});

	it('is said by the desk of the whole town only', async () => {
		const system = await aSystem('c');
		const who = await town.addPerson('Author');
		const save = (actor: ReturnType<typeof actorOf>) =>
			refusalOf(saveNeeds(test.db, actor, { systemId: system.id, needs: [] }, clock));
		expect(await save(actorOf(who, withRole('author')))).toMatch(/^Forbidden/);
		expect(await save(actorOf(who))).toMatch(/^Forbidden/);
		const missing = { systemId: newId(), needs: [] };
		expect(await refusalOf(saveNeeds(test.db, systemActor, missing, clock))).toMatch(/^NotFound/);
	});
});

describe('the places that a device serves', () => {
	it('are replaced whole and recorded', async () => {
		const device = await aSwitch();
		const desk = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const save = (placeIds: string[]) =>
			servePlaces(test.db, desk, { itemId: device.id, placeIds }, clock);
		await save([town.hall, town.stock]);
		await save([town.hall]);
		await save([town.hall]);
		expect(await listServed(test.db, device.id)).toEqual([town.hall]);
		const history = await listRecordHistory(test.db, 'item', device.id);
		expect(history.filter(({ action }) => action === 'item.serves_changed')).toHaveLength(2);
		expect(await refusalOf(save([newId()]))).toBe('Invalid errors_choose');
		const other = actorOf(await town.addPerson('Employee'));
		const input = { itemId: device.id, placeIds: [] };
		expect(await refusalOf(servePlaces(test.db, other, input, clock))).toMatch(/^Forbidden/);
	});

	it('is named by the number on its label', async () => {
		const device = await aSwitch();
		const found = await findItemsByNumber(test.db, [
			` ${device.inventoryNumber.toLowerCase()}`,
			'NW-NONE'
		]);
		expect([...found.values()]).toEqual([device.id]);
	});

	it('is the one that has the number now, not one that was entered by mistake and withdrawn', async () => {
		const agent = actorOf(await town.addPerson('Desk'), withRole('agent'));
		const inventoryNumber = 'NW-MISTAKEN';
		const device = { inventoryNumber, category: 'network', model: 'Switch' };
		const { id } = await registerItem(test.db, agent, device, clock);
		const offered = async () => [
			[...(await findItemsByNumber(test.db, [inventoryNumber])).values()],
			(await searchAffected(test.db, agent, inventoryNumber, 'et')).map((one) => one.targetId),
			(await stockOptions(test.db, agent)).map((one) => one.id)
		];
		expect(await offered()).toEqual([[id], [id], [id]]);
		await test.db.update(item).set({ withdrawnAt: townNow }).where(eq(item.id, id));
		expect(await offered()).toEqual([[], [], []]);
	});
});
