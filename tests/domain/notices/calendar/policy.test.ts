import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { itemServes } from '#lib/server/equipment/tables.ts';
import { conflictsOf } from '#lib/server/notices/calendar/conflicts.ts';
import { freezesMet, grantFreezeExceptions } from '#lib/server/notices/calendar/freezes.ts';
import { leadTimeFor } from '#lib/server/notices/calendar/lead-time-for.ts';
import { freezePeriod } from '#lib/server/notices/calendar/tables.ts';
import { saveSettings } from '#lib/server/settings/settings.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { systemDependency } from '#lib/server/systems/tables.ts';
import { itemInUse } from '#tests/support/items.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice } from '#tests/support/notice-factories.ts';
import { smallTown, townNow, type SmallTown, type TownPerson } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const hours = (count: number) => new Date(townNow.getTime() + count * 3_600_000);
let db: TestDatabase;
let town: SmallTown;
let owner: TownPerson;
const systems: Record<string, string> = {};
let switchId: string;

beforeAll(async () => {
	db = await testDatabase();
	town = await smallTown(db.db);
	owner = await town.addPerson('Mari Maasikas');
	for (const [slug, criticality] of [
		['records', 2],
		['register', 4],
		['mail', 3]
	] as const) {
		const name = { et: slug, ru: slug };
		const input = {
			slug,
			kind: 'system',
			name,
			description: { et: '', ru: '' },
			criticality
		} as const;
		systems[slug] = (await saveSystem(db.db, systemActor, input, clock)).id;
	}
	const device = { inventoryNumber: 'KM-1', placeId: town.stock };
	switchId = (await itemInUse(db.db, device, townNow)).id;
	await db.db.insert(itemServes).values({ itemId: switchId, placeId: town.hall });
	// The register needs records, records need the switch, and somebody has drawn a circle.
	await db.db.insert(systemDependency).values([
		{ systemId: id('register'), needsKind: 'system', needsId: id('records') },
		{ systemId: id('records'), needsKind: 'item', needsId: switchId },
		{ systemId: id('records'), needsKind: 'system', needsId: id('register') }
	]);
});
afterAll(() => db.close());

const id = (slug: string) => systems[slug] ?? '';
const down = (kind: 'system' | 'item' | 'place', targetId: string) => ({
	kind,
	targetId,
	impact: 'unavailable' as const
});

describe('the policy for a notice', () => {
	const work = { kind: 'planned_work', impact: 'unavailable', startsAt: hours(400) } as const;

	test('what depends on the affected thing counts', async () => {
		const of = async (affected: ReturnType<typeof down>[]) =>
			(await leadTimeFor(db.db, { ...work, affected }, townNow)).hours;
		expect(await of([down('system', id('mail'))])).toBe(168);
		expect(await of([down('system', id('records'))])).toBe(336);
		expect(await of([down('item', switchId)])).toBe(336);
		expect(await of([])).toBe(168);
	});

	test('an administrator may set other hours', async () => {
		await saveSettings(db.db, systemActor, {
			leadHours: { degraded: 1, unavailable: 2, critical: 3 }
		});
		const affected = [down('system', id('mail'))];
		expect((await leadTimeFor(db.db, { ...work, affected }, townNow)).hours).toBe(2);
	});
});

describe('two notices at the same time', () => {
	let first: number;
	const window = { startsAt: hours(10), plannedEndAt: hours(12) };

	beforeAll(async () => {
		const affected = [down('system', id('records'))];
		const row = { ...window };
		first = (await aNotice(db.db, { ownerId: owner.id, affected, row })).number;
	});

	test.each([
		['the same system', () => down('system', id('records')), 'same', 'records'],
		['a system that depends on it', () => down('system', id('register')), 'depends', 'records'],
		['a device that it needs', () => down('item', switchId), 'depends', 'records']
	] as const)('%s is a conflict', async (_, thing, why, name) => {
		const found = await conflictsOf(db.db, { ...window, affected: [thing()] }, townNow);
		expect(found).toMatchObject([{ number: first, why }]);
		if (why === 'same') expect(found[0]?.thing.et).toBe(name);
	});

	test('other things and other hours are none', async () => {
		const mail = [down('system', id('mail'))];
		expect(await conflictsOf(db.db, { ...window, affected: mail }, townNow)).toEqual([]);
		const later = { startsAt: hours(12), plannedEndAt: hours(13) };
		const affected = [down('system', id('records'))];
		expect(await conflictsOf(db.db, { ...later, affected }, townNow)).toEqual([]);
	});

	test('a place and the device that serves it are', async () => {
		const row = { startsAt: hours(20), plannedEndAt: hours(22) };
		const affected = [down('place', town.hall)];
		const other = await aNotice(db.db, { ownerId: owner.id, state: 'draft', affected, row });
		expect(
			await conflictsOf(
				db.db,
				{ startsAt: hours(21), plannedEndAt: null, affected: [down('item', switchId)] },
				townNow
			)
		).toMatchObject([
			{ number: other.number, why: 'place', state: 'draft', thing: { et: 'hall' } }
		]);
		expect(await conflictsOf(db.db, { noticeId: other.id, ...row, affected }, townNow)).toEqual([]);
	});

	test('what goes on is in the way today and tomorrow, not for weeks', async () => {
		const affected = [down('system', id('mail'))];
		const row = { startsAt: hours(-3), plannedEndAt: hours(-1), startedAt: hours(-3) };
		const going = { kind: 'outage', state: 'in_progress', affected, row } as const;
		const { number } = await aNotice(db.db, { ownerId: owner.id, ...going });
		const at = (hour: number) =>
			conflictsOf(
				db.db,
				{ startsAt: hours(hour), plannedEndAt: hours(hour + 1), affected },
				townNow
			);
		expect(await at(20)).toMatchObject([{ number, why: 'same' }]);
		expect(await at(24 * 20)).toEqual([]);
	});
});

test('a window runs into a freeze by the minute, and an exception is named', async () => {
	const freezeId = newId();
	await db.db.insert(freezePeriod).values({
		id: freezeId,
		name: { et: 'Valimised', ru: 'Выборы' },
		startsAt: hours(100),
		endsAt: hours(148),
		createdAt: townNow
	});
	const window = { startsAt: hours(147), plannedEndAt: hours(150) };
	expect(await freezesMet(db.db, window)).toMatchObject([{ id: freezeId, exception: null }]);
	expect(await freezesMet(db.db, { startsAt: hours(148), plannedEndAt: hours(150) })).toEqual([]);
	expect(await freezesMet(db.db, { startsAt: hours(98), plannedEndAt: hours(100) })).toEqual([]);
	expect(await freezesMet(db.db, { startsAt: hours(100) })).toHaveLength(1);
	const { id: noticeId } = await aNotice(db.db, { ownerId: owner.id, state: 'draft' });
	await db.db.transaction((tx) =>
		grantFreezeExceptions(tx, {
			noticeId,
			reasons: { [freezeId]: 'Valimiskomisjon palus' },
			actor: systemActor,
			at: townNow
		})
	);
	expect(await freezesMet(db.db, { ...window, noticeId })).toMatchObject([
		{ exception: 'Valimiskomisjon palus' }
	]);
});
