import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { licencesShape, productsShape } from '#lib/software/list-shape.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { addLicenceFile, openLicenceFile } from '#lib/server/software/licences/licence-files.ts';
import { getLicence, listLicences } from '#lib/server/software/licences/list-licences.ts';
import { orderLicence } from '#lib/server/software/licences/order-licence.ts';
import { saveLicence } from '#lib/server/software/licences/save-licence.ts';
import { licenceArrived, withdrawLicence } from '#lib/server/software/licences/settle-licence.ts';
import { listProducts } from '#lib/server/software/list-products.ts';
import { openPosition } from '#lib/server/software/open-position.ts';
import { positionOf } from '#lib/server/software/position.ts';
import { releaseSeat } from '#lib/server/software/release-seat.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 30 });
	town = await smallTown(test.db);
});
afterAll(() => test.close());

async function addProduct(licences: { quantity: number | null; from: string; until?: string }[]) {
	const slug = `licensed-${++count}`;
	const product = await saveProduct(
		test.db,
		systemActor,
		{ slug, name: slug, description: { et: '', ru: '' }, policy: 'allowed', licensed: true },
		clock
	);
	for (const { quantity, from, until } of licences) {
		const days = { validFrom: from, validUntil: until ?? null };
		const licence = { productId: product.id, metric: 'person' as const, quantity, ...days };
		await saveLicence(test.db, systemActor, licence, clock);
	}
	return product;
}

const seatFor = async (productId: string, name = `Holder ${++count}`) => {
	const { id: personId } = await town.addPerson(name);
	return takeSeat(test.db, systemActor, { productId, personId }, clock);
};

describe('a licence by its days', () => {
	it('holds until midnight of its last day in Tallinn, and not a moment longer', async () => {
		const { id } = await addProduct([{ quantity: 1, from: '2026-01-01', until: '2026-11-23' }]);
		const person = await town.addPerson('Late');
		const take = (at: string) =>
			refusalOf(
				takeSeat(
					test.db,
					systemActor,
					{ productId: id, personId: person.id },
					fixedClock(new Date(at))
				)
			);
		// 22:00 in London is midnight in Tallinn: the day has ended.
		expect(await take('2026-11-23T22:00:00Z')).toBe('Conflict registers_no_free_seats');
		const shape = parseListState(productsShape, new URLSearchParams('seats=none_free'));
		const on = (at: string) => listProducts(test.db, systemActor, shape, fixedClock(new Date(at)));
		const names = async (at: string) => (await on(at)).rows.map((row) => row.id);
		expect(await names('2026-11-23T22:00:00Z')).toContain(id);
		expect(await names('2026-11-23T21:59:59Z')).not.toContain(id);
		expect(await take('2026-11-23T21:59:59Z')).toMatch(/^not refused/);
	});

	it('shows what a product lacks, and what it will be on days to come', async () => {
		const { id } = await addProduct([
			{ quantity: 2, from: '2026-01-01', until: '2026-12-31' },
			{ quantity: 1, from: '2027-02-01' }
		]);
		await seatFor(id);
		await seatFor(id);
		const opened = await openPosition(test.db, systemActor, id, { on: '2027-03-01', clock });
		expect(opened.position).toMatchObject({ bought: 2, seats: 2, unmatched: 0, left: 0 });
		expect(opened.ahead).toEqual([
			{ day: '2027-01-01', bought: 0, left: -2 },
			{ day: '2027-02-01', bought: 1, left: -1 }
		]);
		expect(opened.asked).toEqual({ day: '2027-03-01', bought: 1, left: -1 });
	});
});

describe('a purchase', () => {
	it('lets seats be given when somebody else agreed, and counts when it has come', async () => {
		const { id: productId } = await addProduct([]);
		const agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const head = await town.addPerson('Head');
		const order = { productId, metric: 'person' as const, quantity: 1, reference: 'TEL-1' };
		const ask = (more: object) =>
			refusalOf(orderLicence(test.db, agent, { ...order, approvedById: head.id, ...more }, clock));
		expect(await ask({ approvedById: agent.personId })).toBe('Conflict licences_own_approval');
		expect(await ask({ reference: '' })).toBe('Invalid licences_reference_needed');
		expect(await refusalOf(seatFor(productId))).toBe('Conflict registers_no_free_seats');
		const approved = { ...order, approvedById: head.id };
		const { id } = await orderLicence(test.db, agent, approved, clock);
		await seatFor(productId);
		expect(await refusalOf(seatFor(productId))).toBe('Conflict registers_no_free_seats');
		expect(await positionOf(test.db, productId, '2026-11-24')).toMatchObject({
			...{ bought: 0, ordered: 1, left: -1 }
		});
		const comes = { id, validFrom: '2026-11-24' };
		await licenceArrived(test.db, agent, comes, clock);
		expect(await refusalOf(licenceArrived(test.db, agent, comes, clock))).toBe(
			'Conflict licences_not_ordered'
		);
		expect(await positionOf(test.db, productId, '2026-11-24')).toMatchObject({
			...{ bought: 1, ordered: 0, left: 0 }
		});
		await withdrawLicence(test.db, agent, { id, reason: 'Returned' }, clock);
		expect(await getLicence(test.db, agent, id)).toMatchObject({
			...{ state: 'withdrawn', approvedBy: 'Head', note: 'Returned' }
		});
		expect(await positionOf(test.db, productId, '2026-11-24')).toMatchObject({ left: -1 });
	});
});

describe('seats of a device', () => {
	it('cost a seat, name who has the device, and stay within the units of an agent', async () => {
		const { id: productId } = await addProduct([{ quantity: 1, from: '2026-01-01' }]);
		const kadri = await town.addPerson('Kadri', { unitId: town.group.id });
		const { id: itemId } = await itemInUse(test.db, { holderId: kadri.id }, townNow);
		const office = actorOf(await town.addPerson('Office'), withRole('agent', [town.office.id]));
		const group = actorOf(await town.addPerson('Group'), withRole('agent', [town.group.id]));
		const take = () => takeSeat(test.db, group, { productId, itemId }, clock);
		expect(await refusalOf(takeSeat(test.db, office, { productId, itemId }, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		const seat = await take();
		expect(await refusalOf(take())).toBe('Conflict registers_no_free_seats');
		const opened = await openPosition(test.db, group, productId, { clock });
		expect(opened.holders).toMatchObject([{ id: seat.id, itemId, userName: 'Kadri' }]);
		expect((await openPosition(test.db, office, productId, { clock })).holders).toEqual([]);
		const back = { seatId: seat.id, evidence: 'Looked at it' };
		expect(await refusalOf(releaseSeat(test.db, office, back, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		await releaseSeat(test.db, group, back, clock);
		const [row] = await test.sql`select state, evidence from software_seat where id = ${seat.id}`;
		expect(row).toEqual({ state: 'revoked', evidence: 'Looked at it' });
	});
});

describe('seats given and taken back at once', () => {
	it('never pass what was bought', async () => {
		const { id: productId } = await addProduct([{ quantity: 5, from: '2026-01-01' }]);
		const held = [];
		for (let n = 0; n < 5; n++) held.push(await seatFor(productId));
		const takers = await Promise.all(
			Array.from({ length: 20 }, (_, n) => town.addPerson(`Racer ${n}`))
		);
		const results = await Promise.all([
			...held
				.slice(0, 3)
				.map(({ id }) => refusalOf(releaseSeat(test.db, systemActor, { seatId: id }, clock))),
			...takers.map(({ id }) =>
				refusalOf(takeSeat(test.db, systemActor, { productId, personId: id }, clock))
			)
		]);
		const given = results.slice(3).filter((result) => result.startsWith('not refused')).length;
		expect(given).toBeLessThanOrEqual(3);
		const position = await positionOf(test.db, productId, '2026-11-24');
		expect(position).toMatchObject({ seats: 2 + given, left: 3 - given });
	});
});

describe('the register of licences', () => {
	it('finds what is ending, and keeps a contract byte for byte', async () => {
		const { id: productId } = await addProduct([
			{ quantity: 1, from: '2026-01-01', until: '2027-01-10' },
			{ quantity: 1, from: '2026-01-01', until: '2026-11-01' },
			{ quantity: null, from: '2026-12-01' }
		]);
		const find = async (query: string) => {
			const state = parseListState(licencesShape, new URLSearchParams(query));
			return (await listLicences(test.db, systemActor, state, clock)).rows;
		};
		const of = `product=${productId}`;
		expect((await find(`${of}&ending=soon`)).map((row) => row.validUntil)).toEqual(['2027-01-10']);
		expect(await find(`${of}&state=ended`)).toHaveLength(1);
		const [later] = await find(`${of}&state=to_come`);
		expect(later).toMatchObject({ quantity: null, files: 0 });
		const bytes = await readFile(new URL(import.meta.url));
		const file = new File([bytes], 'leping.txt');
		const added = { licenceId: later?.id ?? '', file };
		const { id } = await addLicenceFile(test.db, systemActor, added, clock);
		const opened = await openLicenceFile(test.db, systemActor, id);
		expect(await text(opened.contents)).toBe(bytes.toString());
		const employee = actorOf(await town.addPerson('Employee'));
		expect(await refusalOf(openLicenceFile(test.db, employee, id))).toBe(
			'Forbidden errors_forbidden'
		);
	});
});
