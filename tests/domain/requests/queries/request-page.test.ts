import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#lib/server/db/new-id.ts';
import { getRequestPage } from '#lib/server/requests/queries/request-page.ts';
import { requestComment, requestEvent } from '#lib/server/requests/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type TownPerson } from '#tests/support/town.ts';
import { requestDesk } from './filed-request.ts';

let open: TestDatabase;
let liis: TownPerson;
let katrin: TownPerson;
let marju: TownPerson;
let rasmus: TownPerson;
let waiting: { id: string; number: number };
let done: { id: string; number: number };

const page = (who: Parameters<typeof actorOf>, number: number) =>
	getRequestPage(open.db, actorOf(...who), number, townNow);

beforeAll(async () => {
	open = await testDatabase();
	const town = await smallTown(open.db);
	katrin = await town.addPerson('Katrin Saar');
	liis = await town.addPerson('Liis Kask', { managerId: katrin.id, unitId: town.group.id });
	marju = await town.addPerson('Marju Tamm');
	rasmus = await town.addPerson('Rasmus Kivi');
	const desk = await requestDesk(open.db);
	waiting = await desk.file(liis, liis, {
		status: 'awaiting_approval',
		holder: 'approvers',
		heldById: katrin.id,
		heldByName: katrin.name
	});
	await desk.openStage(waiting, [katrin]);
	done = await desk.file(liis, liis, {
		status: 'fulfilled',
		holder: 'requester',
		heldById: liis.id
	});
	for (const internal of [false, true]) {
		await open.db.insert(requestComment).values({
			id: newId(),
			requestId: done.id,
			authorId: rasmus.id,
			body: internal ? 'tellisin uue klaasi' : 'klaas on vahetatud',
			internal,
			createdAt: townNow
		});
		await open.db.insert(requestEvent).values({
			id: newId(),
			requestId: done.id,
			at: townNow,
			actorId: rasmus.id,
			actorName: rasmus.name,
			kind: internal ? 'linked' : 'fulfilled',
			data: {},
			internal
		});
	}
});
afterAll(() => open.close());

describe('one request', () => {
	it('shows its requester the answers and offers what is theirs to do', async () => {
		const request = await page([liis], done.number);
		expect(request.answers.map((line) => line.text)).toEqual(['kontrollin lapse elukohta']);
		expect(request).toMatchObject({ mine: true, waitsForYou: true, heldByName: 'Liis Kask' });
		expect(request.acts).toMatchObject({
			confirm: true,
			cancel: false,
			decide: null,
			fulfil: false
		});
	});

	it('a colleague cannot see it, and a number that does not exist looks the same', async () => {
		expect(await refusalOf(page([marju], done.number))).toBe('NotFound errors_not_found');
		expect(await refusalOf(page([marju], 999_999))).toBe('NotFound errors_not_found');
	});

	it('keeps what is internal from the requester and shows it to the desk', async () => {
		const seen = await page([liis], done.number);
		expect(seen.comments.map((letter) => letter.body)).toEqual(['klaas on vahetatud']);
		expect(seen.events).toHaveLength(1);
		const agent = await page([rasmus, withRole('agent')], done.number);
		expect(agent.comments).toHaveLength(2);
		expect(agent.events).toHaveLength(2);
	});

	it('offers the decision to the approver and, by name, to their deputy', async () => {
		const own = await page([katrin], waiting.number);
		expect(own.acts.decide).toMatchObject({ asDeputyFor: null });
		const deputy = await page([marju, { deputyFor: [katrin.id] }], waiting.number);
		expect(deputy.acts.decide).toMatchObject({ asDeputyFor: 'Katrin Saar' });
		expect(own.stages[0]?.approvals[0]).toMatchObject({
			approverName: 'Katrin Saar',
			pending: true
		});
	});

	it('never offers a decision to the one who asked, not even as a deputy', async () => {
		const request = await page([liis, { deputyFor: [katrin.id] }], waiting.number);
		expect(request.acts.decide).toBeNull();
	});
});
