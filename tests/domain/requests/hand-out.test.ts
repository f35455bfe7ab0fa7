import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { nextInventoryNumbers } from '#lib/server/equipment/acts/next-numbers.ts';
import { readAct } from '#lib/server/equipment/acts/read-act.ts';
import { signAct } from '#lib/server/equipment/acts/sign-act.ts';
import { itemsOf } from '#tests/support/items.ts';
import { receiveItems } from '#lib/server/equipment/register-item.ts';
import {
	handOutTo,
	listSetAside,
	listWaitingForItems,
	reserveForRequests
} from '#lib/server/requests/hand-out.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { requestTask, serviceRequest } from '#lib/server/requests/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { differencesFromActs } from '#tests/support/rebuild.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, type TownPerson } from '#tests/support/town.ts';
import { townWithDesk, type TownWithDesk } from './desk.ts';

const words = (et: string) => ({ et, ru: et, en: et });
const computer = {
	title: words('Arvuti'),
	summary: words('Uus arvuti'),
	icon: 'laptop',
	category: 'equipment',
	gives: 'item',
	workingDays: 5,
	fields: [{ kind: 'long_text', key: 'why', label: words('Milleks') }],
	tasks: [
		{
			key: 'give',
			title: words('Anna'),
			effect: { kind: 'hand_over_item', category: 'laptop' }
		}
	]
};
let base: TestDatabase;
let desk: TownWithDesk;

beforeAll(async () => {
	base = await testDatabase({ max: 25 });
	desk = await townWithDesk(base.db);
	const input = { slug: 'computer', definition: computer, note: '', basedOn: 0 };
	await publishService(base.db, systemActor, input, desk.clock);
});
afterAll(() => base.close());

async function ask(person: TownPerson): Promise<number> {
	const { requests } = await submitRequest(
		base.db,
		actorOf(person),
		{
			slug: 'computer',
			submissionKey: newId(),
			beneficiaryIds: [person.id],
			values: { why: 'töö' }
		},
		desk.clock
	);
	return requests[0]?.number ?? 0;
}

it('twelve laptops are received, set aside for requests and handed out with one signature each', async () => {
	const { db } = base;
	const { agent } = desk.actors;
	const people = await Promise.all(
		Array.from({ length: 12 }, (_, n) => desk.addPerson(`Person ${n}`))
	);
	const numbers: number[] = [];
	for (const person of people) numbers.push(await ask(person));
	const inventory = await nextInventoryNumbers(db, 12);
	expect(new Set(inventory).size).toBe(12);
	const { itemIds } = await receiveItems(
		db,
		agent,
		inventory.map((inventoryNumber) => ({ inventoryNumber, category: 'laptop', model: 'L14' })),
		{ placeId: desk.stock },
		desk.clock
	);
	const waiting = await listWaitingForItems(db, agent);
	expect(waiting.map(({ number }) => number)).toEqual(numbers);
	const pairs = numbers.map((number, n) => ({ number, itemId: itemIds[n] ?? '' }));
	await reserveForRequests(db, agent, pairs, desk.clock);
	expect(await refusalOf(reserveForRequests(db, agent, pairs.slice(0, 1), desk.clock))).toBe(
		'Invalid acts_request_not_waiting'
	);
	expect(await listWaitingForItems(db, agent)).toEqual([]);
	const aside = await listSetAside(db, agent);
	expect(aside).toHaveLength(12);
	for (const [n, person] of people.entries()) {
		const formKey = newId();
		const input = { personId: person.id, formKey };
		const [first, again] = await Promise.all([
			handOutTo(db, agent, input, desk.clock),
			handOutTo(db, agent, input, desk.clock)
		]);
		expect(again).toEqual(first);
		const act = await readAct(db, actorOf(person), first.actId);
		expect(act).toMatchObject({ requestNumber: numbers[n], state: 'open' });
		const { id: actId, textHash } = act;
		await signAct(db, actorOf(person), { actId, textHash, method: 'portal' }, desk.clock);
		expect(await itemsOf(db, person.id)).toMatchObject([
			{ state: 'in_use', requestNumber: numbers[n] }
		]);
		const tasks = await db
			.select({ doneById: requestTask.doneById, result: requestTask.result })
			.from(requestTask)
			.innerJoin(serviceRequest, eq(serviceRequest.id, requestTask.requestId))
			.where(eq(serviceRequest.number, numbers[n] ?? 0));
		expect(tasks).toMatchObject([{ doneById: agent.personId, result: { act: act.number } }]);
	}
	expect(await differencesFromActs(db)).toEqual([]);
});
