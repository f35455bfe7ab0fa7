import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { productsShape } from '#lib/software/list-shape.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findProduct, getProduct } from '#lib/server/software/get-product.ts';
import { listProducts } from '#lib/server/software/list-products.ts';
import { saveLicence } from '#lib/server/software/licences/save-licence.ts';
import { productOptions } from '#lib/server/software/product-options.ts';
import { releaseAllSeats, releaseSeat } from '#lib/server/software/release-seat.ts';
import { saveProduct, type SaveProductInput } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { seatsOf } from '#tests/support/held.ts';
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

/** A product, with a licence for so many seats where a number is given. */
async function addProduct({
	bought,
	...more
}: Partial<SaveProductInput> & { bought?: number } = {}) {
	const product = await saveProduct(
		test.db,
		systemActor,
		{
			slug: `product-${++count}`,
			name: `Product ${count}`,
			description: { et: '', ru: '' },
			policy: 'needs_approval',
			licensed: bought !== undefined,
			...more
		},
		clock
	);
	if (bought === undefined) return product;
	const licence = { metric: 'person' as const, quantity: bought, validFrom: '2026-01-01' };
	await saveLicence(test.db, systemActor, { productId: product.id, ...licence }, clock);
	return product;
}

describe('taking a seat', () => {
	it('gives the last seat to exactly one of fifty who take it at once', async () => {
		const product = await addProduct({ bought: 3 });
		for (const name of ['First', 'Second']) {
			const { id } = await town.addPerson(name);
			await takeSeat(test.db, systemActor, { productId: product.id, personId: id }, clock);
		}
		const people = await Promise.all(
			Array.from({ length: 50 }, (_, n) => town.addPerson(`Taker ${n}`))
		);
		const results = await Promise.all(
			people.map(({ id }) =>
				refusalOf(takeSeat(test.db, systemActor, { productId: product.id, personId: id }, clock))
			)
		);
		expect(results.filter((result) => result.startsWith('not refused'))).toHaveLength(1);
		expect(results.filter((result) => result === 'Conflict registers_no_free_seats')).toHaveLength(
			49
		);
		expect(await getProduct(test.db, systemActor, product.id)).toMatchObject({
			position: { bought: 3, seats: 3, left: 0 }
		});
	});

	it('keeps the request and writes the audit log', async () => {
		const product = await addProduct();
		const mari = await town.addPerson('Mari');
		const agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const { id } = await takeSeat(
			test.db,
			agent,
			{ productId: product.id, personId: mari.id, requestId: newId(), requestNumber: 2431 },
			clock
		);
		expect(await seatsOf(test.db, mari.id)).toMatchObject([
			{ id, requestNumber: 2431, takenBy: 'Agent' }
		]);
		const [entry] = await listRecordHistory(test.db, 'seat', id);
		expect(entry).toMatchObject({ action: 'seat.taken', actorName: 'Agent' });
	});

	it('refuses a second seat, forbidden software, a leaver and whoever may not', async () => {
		const product = await addProduct();
		const mari = await town.addPerson('Mari');
		const input = { productId: product.id, personId: mari.id };
		const take = (actor = systemActor, more = {}) =>
			refusalOf(takeSeat(test.db, actor, { ...input, ...more }, clock));
		await takeSeat(test.db, systemActor, input, clock);
		expect(await take()).toBe('Conflict registers_seat_already_held');
		const forbidden = await addProduct({ policy: 'forbidden' });
		expect(await take(systemActor, { productId: forbidden.id })).toBe(
			'Conflict registers_software_forbidden'
		);
		const gone = await town.addPerson('Gone', { status: 'left' });
		expect(await take(systemActor, { personId: gone.id })).toBe('Conflict registers_person_left');
		expect(await take(systemActor, { productId: newId() })).toBe('NotFound errors_not_found');
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		const elsewhere = actorOf(
			await town.addPerson('Agent'),
			withRole('agent', [town.kindergarten.id])
		);
		expect(await take(actorOf(mari))).toBe('Forbidden errors_forbidden');
		expect(await take(auditor)).toBe('Forbidden errors_forbidden');
		expect(await take(elsewhere)).toBe('Forbidden errors_forbidden');
	});
});

describe('releasing a seat', () => {
	it('frees it for the next person, once', async () => {
		const product = await addProduct({ bought: 1 });
		const [mari, jaan] = [await town.addPerson('Mari'), await town.addPerson('Jaan')];
		const input = { productId: product.id, personId: mari.id };
		const { id } = await takeSeat(test.db, systemActor, input, clock);
		await releaseSeat(test.db, systemActor, { seatId: id }, clock);
		await takeSeat(test.db, systemActor, { ...input, personId: jaan.id }, clock);
		expect(await refusalOf(releaseSeat(test.db, systemActor, { seatId: id }, clock))).toBe(
			'Conflict registers_seat_already_released'
		);
		expect(await seatsOf(test.db, mari.id)).toEqual([]);
		expect(await releaseAllSeats(test.db, systemActor, { personId: jaan.id }, clock)).toHaveLength(
			1
		);
		expect(await seatsOf(test.db, jaan.id)).toEqual([]);
	});
});

describe('the register', () => {
	it('takes a short name once', async () => {
		const slug = 'shrinking';
		const product = await addProduct({ slug, bought: 2 });
		for (const name of ['Mari', 'Jaan']) {
			const { id } = await town.addPerson(name);
			await takeSeat(test.db, systemActor, { productId: product.id, personId: id }, clock);
		}
		expect(await refusalOf(addProduct({ slug }))).toBe('Invalid registers_slug_taken');
		expect(await findProduct(test.db, slug)).toMatchObject({ id: product.id, licensed: true });
	});

	it('counts seats taken, finds products without a free one, and offers no forbidden ones', async () => {
		const full = parseListState(productsShape, new URLSearchParams('seats=none_free'));
		const page = await listProducts(test.db, systemActor, full, clock);
		expect(page.rows.length).toBeGreaterThan(0);
		expect(page.rows.every((row) => row.left !== null && row.left <= 0)).toBe(true);
		const byFree = parseListState(productsShape, new URLSearchParams('sort=-free&q=product'));
		expect((await listProducts(test.db, systemActor, byFree, clock)).rows[0]?.left).toBe(null);
		const options = await productOptions(test.db, 'et');
		expect(options.some((option) => option.policy === 'forbidden')).toBe(false);
		expect(options.find((option) => option.slug === 'shrinking')?.free).toBe(0);
	});

	it('shows an agent only the seat holders of their units', async () => {
		const product = await addProduct();
		const inside = await town.addPerson('Kadri', { unitId: town.group.id });
		for (const { id } of [inside, await town.addPerson('Jaan')]) {
			await takeSeat(test.db, systemActor, { productId: product.id, personId: id }, clock);
		}
		const scoped = actorOf(
			await town.addPerson('Agent'),
			withRole('agent', [town.kindergarten.id, town.group.id])
		);
		const seen = await getProduct(test.db, scoped, product.id);
		expect(seen.position.seats).toBe(2);
		expect(seen.holders.map((seat) => seat.personName)).toEqual(['Kadri']);
		expect(await refusalOf(getProduct(test.db, actorOf(inside), product.id))).toBe(
			'Forbidden errors_forbidden'
		);
	});
});
