import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { getThingsOwner, listWards } from '#lib/server/people/things-owner.ts';
import { thingsOf } from '#lib/server/requests/queries/things-of.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
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
const text = { et: 'Päevik', ru: 'Дневник' };
let test: TestDatabase;
let town: SmallTown;
let boss: TownPerson;
let kadri: TownPerson;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	boss = await town.addPerson('Boss', { unitId: town.kindergarten.id });
	kadri = await town.addPerson('Kadri', { unitId: town.group.id, managerId: boss.id });
});
afterAll(() => test.close());

describe('what a person holds', () => {
	it('is read together: devices, programs and rights', async () => {
		const { db } = test;
		const inventoryNumber = 'KM-20117';
		await registerItem(
			db,
			systemActor,
			{ inventoryNumber, category: 'tablet', model: 'A9' },
			clock
		);
		await handOver(db, systemActor, { inventoryNumber, personId: kadri.id }, clock);
		const described = { description: text, name: 'Paint' };
		const product = await saveProduct(
			db,
			systemActor,
			{ slug: 'paint', policy: 'allowed', ...described },
			clock
		);
		await takeSeat(db, systemActor, { productId: product.id, personId: kadri.id }, clock);
		const named = { name: text, description: text };
		const system = await saveSystem(
			db,
			systemActor,
			{ slug: 'diary', kind: 'system', ...named },
			clock
		);
		const role = await saveSystemRole(
			db,
			systemActor,
			{ systemId: system.id, slug: 'reader', ...named },
			clock
		);
		await grantRight(db, systemActor, { personId: kadri.id, roleId: role.id }, clock);
		expect(await thingsOf(db, kadri.id, ['fault-report'])).toMatchObject({
			items: [{ inventoryNumber, state: 'handed_over' }],
			seats: [{ productName: 'Paint' }],
			rights: [{ systemSlug: 'diary', roleSlug: 'reader' }],
			requests: [],
			services: []
		});
		expect(await thingsOf(db, boss.id, [])).toMatchObject({ items: [], seats: [], rights: [] });
	});

	it('is shown to the manager, the representative of the unit and the desk, and to nobody else', async () => {
		const somebody = await town.addPerson('Somebody');
		const seen: Actor[] = [
			actorOf(kadri),
			actorOf(boss),
			actorOf(somebody, { representsUnitIds: [town.group.id] }),
			actorOf(somebody, withRole('agent', [town.group.id])),
			actorOf(somebody, withRole('auditor'))
		];
		for (const actor of seen) {
			expect(await getThingsOwner(test.db, actor, kadri.id)).toMatchObject({ name: 'Kadri' });
		}
		for (const actor of [
			actorOf(somebody),
			actorOf(somebody, { representsUnitIds: [town.office.id] }),
			actorOf(somebody, withRole('agent', [town.office.id]))
		]) {
			expect(await refusalOf(getThingsOwner(test.db, actor, kadri.id))).toBe(
				'NotFound errors_not_found'
			);
		}
	});

	it('can be looked at for those one leads or represents', async () => {
		const names = async (actor: Actor) =>
			(await listWards(test.db, actor)).map((ward) => ward.name);
		expect(await names(actorOf(boss, { isManager: true }))).toEqual(['Kadri']);
		expect(await names(actorOf(boss, { representsUnitIds: [town.group.id] }))).toEqual(['Kadri']);
		expect(await names(actorOf(kadri))).toEqual([]);
	});
});
