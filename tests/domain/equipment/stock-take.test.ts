import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { act, actSignature } from '#lib/server/equipment/acts/tables.ts';
import { signAct } from '#lib/server/equipment/acts/sign-act.ts';
import { moveItem } from '#lib/server/equipment/move-item.ts';
import { receiveItems, type NewItem } from '#lib/server/equipment/register-item.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { beginStockTake } from '#lib/server/equipment/stocktake/begin-stock-take.ts';
import {
	cancelStockTake,
	closeStockTake,
	reopenStockTake
} from '#lib/server/equipment/stocktake/close-stock-take.ts';
import { countsOfItem } from '#lib/server/equipment/stocktake/counts-of-item.ts';
import { decideCorrections } from '#lib/server/equipment/stocktake/decide-corrections.ts';
import { drawUpAct } from '#lib/server/equipment/stocktake/draw-up-act.ts';
import { getStockTake } from '#lib/server/equipment/stocktake/get-stock-take.ts';
import { addMember } from '#lib/server/equipment/stocktake/members.ts';
import { getCount, myCounts } from '#lib/server/equipment/stocktake/my-counts.ts';
import { scanLabels, type Scan } from '#lib/server/equipment/stocktake/scan-labels.ts';
import { stockTakeCorrection } from '#lib/server/equipment/stocktake/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { place } from '#lib/server/people/tables.ts';
import { itemInUse } from '#tests/support/items.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const at = new Date(townNow.getTime() + 3_600_000);
const clock = fixedClock(at);
let test: TestDatabase;
let town: SmallTown;
let agent: Actor;
let phones: Actor[];
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 15 });
	town = await smallTown(test.db);
	agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
	phones = [actorOf(await town.addPerson('Mari')), actorOf(await town.addPerson('Jaan'))];
});
afterAll(() => test.close());

const newPlace = async (parentId?: string) => {
	const id = newId();
	await test.db.insert(place).values({ id, code: id, name: { et: id, ru: id }, parentId });
	return id;
};
const thing = async (placeId: string, more: Partial<NewItem> & { room?: string } = {}) => {
	const inventoryNumber = `KM-${++count}`;
	const { id } = await itemInUse(test.db, { inventoryNumber, placeId, ...more }, townNow);
	return { id, inventoryNumber };
};
const begin = async (placeIds: string[], who: readonly Actor[] = phones) =>
	(
		await beginStockTake(
			test.db,
			agent,
			{
				title: 'Sügis',
				scope: { placeIds, unitIds: [], categories: [] },
				members: who.map(({ personId }, n) => ({ personId, signs: n === 0 }))
			},
			clock
		)
	).id;
const scan = (code: string, placeId: string | null, more: Partial<Scan> = {}): Scan => ({
	...{ id: newId(), code, placeId, room: '', note: '', scannedAt: at },
	...more
});
const send = (takeId: string, scans: Scan[], phone = phones[0] ?? agent) =>
	scanLabels(test.db, phone, takeId, scans, clock);
const outcomes = async (...input: Parameters<typeof send>) =>
	(await send(...input)).map(({ outcome }) => outcome);
const corrections = (takeId: string) =>
	test.db.select().from(stockTakeCorrection).where(eq(stockTakeCorrection.stockTakeId, takeId));
const rowOf = async (id: string) => (await test.db.select().from(item).where(eq(item.id, id)))[0];
const countsOf = async (takeId: string) =>
	(await getStockTake(test.db, agent, takeId, 'et')).counts;

describe('beginning', () => {
	it('expects what stands in the places and below them, and nothing that cannot be there', async () => {
		const school = await newPlace();
		const wing = await newPlace(school);
		const [there, below, away] = [await thing(school), await thing(wing), await thing(school)];
		await thing(await newPlace());
		await sendToRepair(
			test.db,
			systemActor,
			{ itemId: away.id, vendor: 'Hooldus', fault: 'ei lülitu' },
			clock
		);
		const takeId = await begin([school]);
		const { things } = await getCount(test.db, phones[0] ?? agent, takeId);
		expect(things.map(({ id }) => id)).toEqual([there.id, below.id]);
		expect((await myCounts(test.db, phones[1] ?? agent)).map(({ id }) => id)).toContain(takeId);
	});

	it('tells those who count, also who joins later, once, but not who began it', async () => {
		const here = await newPlace();
		await thing(here);
		const takeId = await begin([here], [...phones, agent]);
		const told = async () =>
			(
				await test.db
					.select({ personId: bellEntry.personId })
					.from(bellEntry)
					.where(and(eq(bellEntry.kind, 'stock_take.began'), eq(bellEntry.recordId, takeId)))
			).map(({ personId }) => personId);
		expect((await told()).toSorted()).toEqual(phones.map(({ personId }) => personId).toSorted());
		const late = await town.addPerson('Late');
		for (const signs of [false, true])
			await addMember(test.db, agent, { takeId, personId: late.id, signs }, clock);
		expect((await told()).filter((id) => id === late.id)).toHaveLength(1);
		expect(await told()).toHaveLength(phones.length + 1);
	});

	it('is told on the page of each thing it counted, to readers of the stock-take', async () => {
		const here = await newPlace();
		const there = await newPlace();
		const { id, inventoryNumber } = await thing(here);
		const takeId = await begin([here]);
		await send(takeId, [scan(inventoryNumber, there, { room: '7' })]);
		expect(await countsOfItem(test.db, agent, id)).toMatchObject([
			{ id: takeId, title: 'Sügis', result: 'wrong_place', foundRoom: '7' }
		]);
		const near = actorOf(await town.addPerson('Near'), withRole('agent', [town.group.id]));
		expect(await countsOfItem(test.db, near, id)).toEqual([]);
	});

	it('is refused without members, without things, and for units of another desk', async () => {
		const empty = await newPlace();
		const input = (more: object) => ({
			...{ title: 'Sügis', scope: { placeIds: [empty], unitIds: [], categories: [] } },
			members: phones.map(({ personId }) => ({ personId, signs: false })),
			...more
		});
		const begins = (who: Actor, more: object = {}) =>
			refusalOf(beginStockTake(test.db, who, input(more), clock));
		expect(await begins(agent)).toBe('Invalid stocktake_nothing_expected');
		expect(await begins(agent, { members: [] })).toBe('Invalid stocktake_members_needed');
		expect(await begins(agent, { title: ' ' })).toBe('Invalid errors_required');
		expect(await begins(phones[0] ?? agent)).toBe('Forbidden errors_forbidden');
		const near = actorOf(
			await town.addPerson('Near'),
			withRole('agent', [town.kindergarten.id, town.group.id])
		);
		expect(await begins(near)).toBe('Invalid stocktake_own_units');
		const scope = { placeIds: [], unitIds: [town.office.id], categories: [] };
		expect(await begins(near, { scope })).toBe('Invalid stocktake_own_units');
	});
});

describe('scanning', () => {
	it('knows a thing by number, own tag, serial and the address on its label, in any letters', async () => {
		const here = await newPlace();
		const one = await thing(here);
		const tagged = await thing(here, { ownTag: 'Naeru-7' });
		const serial = await thing(here, { serial: 'sn-99x' });
		const labelled = await thing(here);
		const takeId = await begin([here]);
		const codes = [
			...[` ${one.inventoryNumber.toLowerCase()} `, 'NAERU-7', 'SN-99X'],
			`https://abilaud.linn.example/things/${labelled.id}`
		];
		const answers = await send(
			takeId,
			codes.map((code) => scan(code, here))
		);
		expect(answers.map(({ itemId }) => itemId)).toEqual([
			...[one.id, tagged.id, serial.id, labelled.id]
		]);
		expect(answers.every(({ outcome }) => outcome === 'found')).toBe(true);
	});

	it('counts a scan once however often it is sent, and answers the same', async () => {
		const here = await newPlace();
		const { inventoryNumber } = await thing(here);
		const takeId = await begin([here]);
		const one = scan(inventoryNumber, here);
		const all = await Promise.all([1, 2, 3, 4].map(() => outcomes(takeId, [one, one])));
		expect(all.flat().every((outcome) => outcome === 'found')).toBe(true);
		expect(await outcomes(takeId, [scan(inventoryNumber, here)])).toEqual(['twice']);
		expect(await countsOf(takeId)).toMatchObject({ expected: 1, found: 1, missing: 0 });
	});

	it('lets one of two phones find a thing that both scan at once', async () => {
		const here = await newPlace();
		const things = [await thing(here), await thing(here), await thing(here)];
		const takeId = await begin([here]);
		const both = await Promise.all(
			phones.map((phone) =>
				outcomes(
					takeId,
					things.map((one) => scan(one.inventoryNumber, here)),
					phone
				)
			)
		);
		expect(both.flat().toSorted()).toEqual([
			...['found', 'found', 'found', 'twice', 'twice', 'twice']
		]);
	});

	it('says elsewhere for another place or room, and unknown for what nobody knows', async () => {
		const [here, there] = [await newPlace(), await newPlace()];
		const inRoom = await thing(here, { room: '203' });
		const stranger = await thing(there);
		const takeId = await begin([here]);
		expect(
			await outcomes(takeId, [
				scan(inRoom.inventoryNumber, here, { room: '204' }),
				scan(stranger.inventoryNumber, here),
				scan('XX-1', here),
				scan(inRoom.inventoryNumber, here, { room: '203' })
			])
		).toEqual(['elsewhere', 'elsewhere', 'unknown', 'found']);
		expect(await countsOf(takeId)).toMatchObject({
			expected: 1,
			found: 1,
			elsewhere: 1,
			unknown: 1
		});
	});

	it('is only for those who count', async () => {
		const here = await newPlace();
		await thing(here);
		const takeId = await begin([here]);
		expect(await refusalOf(send(takeId, [scan('KM-1', here)], agent))).toBe(
			'NotFound errors_not_found'
		);
	});
});

describe('what a stock-take proposes', () => {
	it('changes nothing until somebody accepts it, each carried out by an act', async () => {
		const [here, there] = [await newPlace(), await newPlace()];
		const [ok, lost, moved] = [await thing(here), await thing(here), await thing(there)];
		const takeId = await begin([here]);
		await send(takeId, [
			scan(ok.inventoryNumber, here),
			scan(moved.inventoryNumber, here, { room: '5' }),
			scan('XX-2', here)
		]);
		await closeStockTake(test.db, agent, takeId, clock);
		expect((await corrections(takeId)).map(({ kind }) => kind).toSorted()).toEqual([
			...['missing', 'move', 'unknown']
		]);
		expect(await rowOf(lost.id)).toMatchObject({ state: 'in_use' });
		const done = await decideCorrections(
			test.db,
			agent,
			{ takeId, ids: 'all', accept: true },
			clock
		);
		expect(done).toMatchObject({
			done: 2,
			left: [],
			act: { number: expect.stringMatching(/^IN-/) }
		});
		expect(await rowOf(lost.id)).toMatchObject({ state: 'missing' });
		expect(await rowOf(moved.id)).toMatchObject({ placeId: here, room: '5', state: 'in_use' });
		const again = { takeId, ids: 'all' as const, accept: true };
		expect((await decideCorrections(test.db, agent, again, clock)).done).toBe(0);
		expect(await countsOf(takeId)).toMatchObject({ proposed: 1 });
	});

	it('leaves a thing alone that another act has moved since', async () => {
		const here = await newPlace();
		const [lost, other] = [await thing(here), await thing(here)];
		const takeId = await begin([here]);
		await closeStockTake(test.db, agent, takeId, clock);
		await moveItem(test.db, systemActor, { itemId: lost.id, placeId: town.hall }, clock);
		const done = await decideCorrections(
			test.db,
			agent,
			{ takeId, ids: 'all', accept: true },
			clock
		);
		expect(done).toMatchObject({
			done: 1,
			left: [{ number: lost.inventoryNumber, because: 'stocktake_left_moved' }]
		});
		expect(await rowOf(lost.id)).toMatchObject({ state: 'in_use', placeId: town.hall });
		expect(await rowOf(other.id)).toMatchObject({ state: 'missing' });
	});

	it('finds a missing thing again, where it was seen', async () => {
		const [here, there] = [await newPlace(), await newPlace()];
		const lost = await thing(here);
		const first = await begin([here]);
		await closeStockTake(test.db, agent, first, clock);
		await decideCorrections(test.db, agent, { takeId: first, ids: 'all', accept: true }, clock);
		await thing(there);
		const second = await begin([there]);
		await send(second, [scan(lost.inventoryNumber, there)]);
		await closeStockTake(test.db, agent, second, clock);
		const found = (await corrections(second)).filter(({ kind }) => kind === 'found');
		const ids = found.map(({ id }) => id);
		await decideCorrections(test.db, agent, { takeId: second, ids, accept: true }, clock);
		expect(await rowOf(lost.id)).toMatchObject({ state: 'in_use', placeId: there });
	});

	it('changes with scans that arrive after counting was closed, where nobody has decided', async () => {
		const here = await newPlace();
		const [undecided, decided] = [await thing(here), await thing(here)];
		const takeId = await begin([here]);
		await closeStockTake(test.db, agent, takeId, clock);
		const [first] = (await corrections(takeId)).filter(({ itemId }) => itemId === decided.id);
		const ids = first ? [first.id] : [];
		await decideCorrections(test.db, agent, { takeId, ids, accept: true }, clock);
		const late = await send(takeId, [
			scan(undecided.inventoryNumber, here),
			scan(decided.inventoryNumber, here),
			scan('XX-3', here)
		]);
		expect(late.map(({ outcome, late }) => [outcome, late])).toEqual([
			...[
				['found', true],
				['found', true],
				['unknown', true]
			]
		]);
		const now = (await corrections(takeId)).map(({ itemId, kind, state }) => [itemId, kind, state]);
		expect(now).toHaveLength(4);
		expect(now).toEqual(
			expect.arrayContaining([
				[undecided.id, 'missing', 'declined'],
				[decided.id, 'missing', 'accepted'],
				[decided.id, 'found', 'proposed'],
				[null, 'unknown', 'proposed']
			])
		);
		expect(await countsOf(takeId)).toMatchObject({ found: 2, missing: 0, late: 3 });
	});

	it('is decided once by two who accept it at the same time', async () => {
		const here = await newPlace();
		await thing(here);
		const takeId = await begin([here]);
		await closeStockTake(test.db, agent, takeId, clock);
		const both = await Promise.all(
			[1, 2].map(() =>
				decideCorrections(test.db, agent, { takeId, ids: 'all', accept: true }, clock)
			)
		);
		expect(both.map(({ done }) => done).toSorted()).toEqual([0, 1]);
	});
});

describe('the end of a stock-take', () => {
	it('is an act with its figures that the commission signs', async () => {
		const here = await newPlace();
		const [seen, lost] = [await thing(here), await thing(here)];
		const takeId = await begin([here]);
		await send(takeId, [scan(seen.inventoryNumber, here)]);
		expect(await refusalOf(drawUpAct(test.db, agent, takeId, clock))).toBe(
			'Conflict stocktake_not_closed'
		);
		await closeStockTake(test.db, agent, takeId, clock);
		const { id } = await drawUpAct(test.db, agent, takeId, clock);
		const [made] = await test.db.select().from(act).where(eq(act.id, id));
		expect(made).toMatchObject({ state: 'open' });
		expect(made?.text.facts).toEqual(
			expect.arrayContaining([
				{ label: 'count_expected', value: '2' },
				{ label: 'count_found', value: '1' },
				{ label: 'count_missing', value: '1' },
				{ label: 'count_missing_items', value: lost.inventoryNumber }
			])
		);
		const waiting = and(eq(actSignature.actId, id), eq(actSignature.role, 'commission'));
		expect(await test.db.select().from(actSignature).where(waiting)).toHaveLength(1);
		await signAct(
			test.db,
			phones[0] ?? agent,
			{ actId: id, textHash: made?.textHash ?? '', method: 'portal' },
			clock
		);
		expect((await getStockTake(test.db, agent, takeId, 'et')).state).toBe('signed');
		expect(await refusalOf(cancelStockTake(test.db, agent, takeId, clock))).toBe(
			'Conflict stocktake_over'
		);
	});

	it('may be put off: counting goes on, and what was proposed is taken back', async () => {
		const here = await newPlace();
		const lost = await thing(here);
		const takeId = await begin([here]);
		await closeStockTake(test.db, agent, takeId, clock);
		await reopenStockTake(test.db, agent, takeId, clock);
		expect(await corrections(takeId)).toEqual([]);
		expect(await outcomes(takeId, [scan(lost.inventoryNumber, here)])).toEqual(['found']);
		await closeStockTake(test.db, agent, takeId, clock);
		expect(await corrections(takeId)).toEqual([]);
	});

	it('may be that it is given up: phones are told, and nothing is left to decide', async () => {
		const here = await newPlace();
		const lost = await thing(here);
		const takeId = await begin([here]);
		await closeStockTake(test.db, agent, takeId, clock);
		await cancelStockTake(test.db, agent, takeId, clock);
		expect(await refusalOf(send(takeId, [scan(lost.inventoryNumber, here)]))).toBe(
			'Conflict stocktake_cancelled'
		);
		expect((await corrections(takeId)).map(({ state }) => state)).toEqual(['declined']);
	});
});

describe('a large stock-take', () => {
	it('begins, takes in and closes two thousand things in seconds', async () => {
		const here = await newPlace();
		const numbers = Array.from({ length: 2000 }, () => `KM-${++count}`);
		await receiveItems(
			test.db,
			systemActor,
			numbers.map((inventoryNumber) => ({ inventoryNumber, category: 'network', model: 'Switch' })),
			{ placeId: here },
			fixedClock(townNow)
		);
		const began = performance.now();
		const takeId = await begin([here]);
		for (let start = 0; start < 1800; start += 200) {
			await send(
				takeId,
				numbers.slice(start, start + 200).map((number) => scan(number, here))
			);
		}
		await closeStockTake(test.db, agent, takeId, clock);
		const { done } = await decideCorrections(
			test.db,
			agent,
			{ takeId, ids: 'all', accept: true },
			clock
		);
		expect(done).toBe(200);
		expect(performance.now() - began).toBeLessThan(60_000);
	}, 120_000);
});
