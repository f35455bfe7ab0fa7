import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsShape } from '#lib/equipment/inventory/findings-shape.ts';
import { itemsShape } from '#lib/equipment/list-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { getItem, mayMove } from '#lib/server/equipment/get-item.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { listFindings } from '#lib/server/equipment/inventory/list-findings.ts';
import { itemHistory } from '#lib/server/equipment/item-history.ts';
import { stockOptions } from '#lib/server/equipment/item-options.ts';
import { listItems } from '#lib/server/equipment/list-items.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { searchItems } from '#lib/server/equipment/search-items.ts';
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
let test: TestDatabase;
let town: SmallTown;
let boss: TownPerson;
let kadri: TownPerson;
let tablet: string;

const add = async (inventoryNumber: string, model: string, unitId?: string) =>
	(
		await registerItem(
			test.db,
			systemActor,
			{ inventoryNumber, category: 'tablet', model, serial: `SN-77/A-${inventoryNumber}`, unitId },
			clock
		)
	).id;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	boss = await town.addPerson('Boss', { unitId: town.kindergarten.id });
	kadri = await town.addPerson('Kadri', { unitId: town.group.id, managerId: boss.id });
	tablet = await add('KM-20117', 'Galaxy Tab A9');
	await handOver(
		test.db,
		systemActor,
		{ itemId: tablet, personId: kadri.id, signed: { method: 'paper' } },
		clock
	);
	await add('KM-20118', 'Galaxy Tab A9', town.office.id);
	await add('KM-30261', 'Galaxy A35');
});
afterAll(() => test.close());

describe('one item', () => {
	it('is seen by its holder, the manager, the representative, the desk of the unit and auditors', async () => {
		const somebody = await town.addPerson('Somebody');
		const seers: Actor[] = [
			actorOf(kadri),
			actorOf(boss),
			actorOf(somebody, { representsUnitIds: [town.kindergarten.id, town.group.id] }),
			actorOf(somebody, withRole('agent')),
			actorOf(somebody, withRole('agent', [town.group.id])),
			actorOf(somebody, withRole('auditor')),
			actorOf(somebody, withRole('admin'))
		];
		for (const actor of seers) {
			expect(await getItem(test.db, actor, tablet)).toMatchObject({ holderName: 'Kadri' });
		}
	});

	it('is not there for a colleague, a representative or agent of another unit, or a wrong id', async () => {
		const somebody = await town.addPerson('Somebody', { unitId: town.group.id });
		const others: Actor[] = [
			actorOf(somebody),
			actorOf(somebody, { representsUnitIds: [town.office.id], isManager: true }),
			actorOf(somebody, withRole('agent', [town.office.id])),
			actorOf(somebody, withRole('author'))
		];
		for (const actor of others) {
			expect(await refusalOf(getItem(test.db, actor, tablet))).toBe('NotFound errors_not_found');
		}
		expect(await refusalOf(getItem(test.db, systemActor, newId()))).toBe(
			'NotFound errors_not_found'
		);
		expect(await refusalOf(getItem(test.db, systemActor, 'KM-20117'))).toBe(
			'NotFound errors_not_found'
		);
	});

	it('is moved by the desk of the unit only, and its history is for the desk and auditors', async () => {
		const somebody = await town.addPerson('Somebody');
		const found = await getItem(test.db, systemActor, tablet);
		expect(mayMove(actorOf(somebody, withRole('agent', [town.group.id])), found)).toBe(true);
		expect(mayMove(actorOf(somebody, withRole('agent', [town.office.id])), found)).toBe(false);
		expect(mayMove(actorOf(somebody, withRole('auditor')), found)).toBe(false);
		expect(mayMove(actorOf(kadri), found)).toBe(false);
		const auditor = actorOf(somebody, withRole('auditor'));
		expect(await itemHistory(test.db, auditor, tablet)).toMatchObject([
			{ action: 'item.accepted', by: null },
			{ action: 'item.handed_over', person: 'Kadri', place: { et: 'hall' }, by: null },
			{ action: 'item.received', person: '' },
			{ action: 'item.registered', person: '' }
		]);
		expect(await refusalOf(itemHistory(test.db, actorOf(kadri), tablet))).toBe(
			'NotFound errors_not_found'
		);
	});
});

describe('the register', () => {
	it.each([
		['', ['KM-20117', 'KM-20118', 'KM-30261']],
		['q=20118', ['KM-20118']],
		['q=km-2011', ['KM-20117', 'KM-20118']],
		['q=galaxy a3', ['KM-30261']],
		['q=sn-77/a', ['KM-20117', 'KM-20118', 'KM-30261']],
		["q=');--", ['KM-20117', 'KM-20118', 'KM-30261']],
		['state=in_use', ['KM-20117']],
		['state=in_stock,in_use&sort=-number', ['KM-30261', 'KM-20118', 'KM-20117']],
		['category=laptop', []],
		['holder=nobody', []]
	])('finds by %j', async (query, numbers) => {
		const state = parseListState(itemsShape, new URLSearchParams(query));
		const page = await listItems(test.db, systemActor, state, clock);
		expect(page.rows.map((row) => row.inventoryNumber)).toEqual(numbers);
		expect(page.count).toBe(numbers.length);
	});

	it('is searched from anywhere by its desk, each unit its own, and by nobody else', async () => {
		const found = async (actor: Actor, text: string) =>
			(await searchItems(test.db, actor, text, 5)).map((one) => one.inventoryNumber);
		const agent = actorOf(await town.addPerson('Everywhere'), withRole('agent'));
		const limited = actorOf(await town.addPerson('Here'), withRole('agent', [town.group.id]));
		expect(await found(agent, 'km-2011')).toEqual(['KM-20117', 'KM-20118']);
		expect(await found(agent, 'galaxy a3')).toEqual(['KM-30261']);
		expect(await searchItems(test.db, agent, '20117', 5)).toMatchObject([{ holderName: 'Kadri' }]);
		expect(await found(limited, 'km-2011')).toEqual(['KM-20117']);
		expect(await found(actorOf(kadri), '20117')).toEqual([]);
		expect(await found(agent, ' -- ')).toEqual([]);
	});

	it('takes a day that is in no calendar for none', async () => {
		const agent = actorOf(await town.addPerson('Desk'), withRole('agent'));
		for (const day of ['2026-99-99', '99999-01-01', 'x']) {
			const items = parseListState(itemsShape, new URLSearchParams({ warranty: `${day}..${day}` }));
			expect((await listItems(test.db, agent, items, clock)).rows.length).toBeGreaterThan(0);
			const findings = parseListState(findingsShape, new URLSearchParams({ seen: `${day}..` }));
			expect((await listFindings(test.db, agent, findings, clock)).rows).toEqual([]);
		}
	});

	it('finds by a unit: what its people have, and its own stock', async () => {
		const inUnit = async (id: string) => {
			const state = parseListState(itemsShape, new URLSearchParams({ unit: id }));
			const page = await listItems(test.db, systemActor, state, clock);
			return page.rows.map((row) => row.inventoryNumber);
		};
		expect(await inUnit(town.kindergarten.id)).toEqual(['KM-20117']);
		expect(await inUnit(town.office.id)).toEqual(['KM-20118']);
		expect(await inUnit(town.town.id)).toEqual(['KM-20117', 'KM-20118']);
	});

	it('shows an agent of a unit that unit and the stock of the whole town', async () => {
		const agent = actorOf(await town.addPerson('Agent'), withRole('agent', [town.group.id]));
		const state = parseListState(itemsShape, new URLSearchParams());
		const page = await listItems(test.db, agent, state, clock);
		expect(page.rows.map((row) => row.inventoryNumber)).toEqual(['KM-20117', 'KM-30261']);
		expect(await refusalOf(listItems(test.db, actorOf(kadri), state, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});

	it('offers an agent the stock they may give from', async () => {
		const agent = actorOf(await town.addPerson('Agent'), withRole('agent', [town.group.id]));
		expect(await stockOptions(test.db, agent, 'tablet')).toMatchObject([
			{ inventoryNumber: 'KM-30261' }
		]);
		expect(await stockOptions(test.db, systemActor, 'laptop')).toEqual([]);
	});
});
