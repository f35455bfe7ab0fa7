import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { releaseSeat } from '#lib/server/software/release-seat.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { trainingOfThings } from '#lib/server/training/reading/training-of-things.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, type SmallTown } from '#tests/support/town.ts';
import { on, school } from '../duty/school.ts';

let test: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
afterAll(() => test.close());

it('a seat leads to the module of its product, with where its holder stands, until it is given back', async () => {
	const learn = school(test.db);
	const start = on('2026-11-02');
	const clock = fixedClock(start);
	const words = { description: { et: '', ru: '' }, policy: 'allowed' as const };
	const product = { slug: 'writer', name: 'Writer', ...words };
	const { id: productId } = await saveProduct(test.db, systemActor, product, clock);
	const module = await learn.publish(
		{ key: 'writing', facts: { software: ['writer'], dueDays: 14 } },
		{ at: start }
	);
	const holder = actorOf(await town.addPerson('Liis Lepp'));
	const other = actorOf(await town.addPerson('Mart Mänd'));
	const { personId } = holder;
	const seat = await takeSeat(test.db, systemActor, { productId, personId }, clock);
	const stateOn = async (day: string) =>
		(await trainingOfThings(test.db, holder, on(day))).map((one) => [one.about, one.state]);

	expect(await trainingOfThings(test.db, other, start)).toEqual([]);
	expect(await trainingOfThings(test.db, holder, start)).toEqual([
		{
			about: 'writer',
			slug: 'writing',
			title: { et: 'writing', ru: 'writing', en: 'writing' },
			state: 'not_assigned',
			inAll: 1
		}
	]);
	await assignModule(test.db, systemActor, { moduleId: module.id, personIds: [personId] }, clock);
	expect(await stateOn('2026-11-16')).toEqual([['writer', 'due']]);
	expect(await stateOn('2026-11-17')).toEqual([['writer', 'overdue']]);
	await learn.finish(personId, module, on('2026-11-18'));
	expect(await stateOn('2027-11-18')).toEqual([['writer', 'expiring']]);
	expect(await stateOn('2027-11-19')).toEqual([['writer', 'expired']]);
	for (const key of ['drafting', 'editing', 'proofing'])
		await learn.publish({ key, facts: { software: ['writer'], dueDays: 14 } }, { at: start });
	const first = await trainingOfThings(test.db, holder, on('2026-11-19'));
	expect(first.map((one) => [one.slug, one.inAll])).toEqual([
		['drafting', 4],
		['editing', 4],
		['proofing', 4]
	]);
	await releaseSeat(test.db, systemActor, { seatId: seat.id }, clock);
	expect(await stateOn('2026-11-18')).toEqual([]);
});
