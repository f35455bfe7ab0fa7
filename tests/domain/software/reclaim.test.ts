import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { followUpAsked } from '#lib/server/access/reclaim/follow-up-asked.ts';
import { giveBackSeat } from '#lib/server/access/reclaim/give-back-seat.ts';
import { completeAccessTask } from '#lib/server/access/tasks/complete-access-task.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { askHolders } from '#lib/server/software/reclaim/ask-holders.ts';
import { keepSeat } from '#lib/server/software/reclaim/keep-seat.ts';
import { proposeReclaim } from '#lib/server/software/reclaim/propose-reclaim.ts';
import { releaseSeat } from '#lib/server/software/release-seat.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const DAY = 86_400_000;
const after = (days: number) => fixedClock(new Date(townNow.getTime() + days * DAY));
let test: TestDatabase;
let town: SmallTown;
let productId: string;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	const product = { slug: 'idle', name: 'Idle', description: { et: '', ru: '' }, idleDays: 90 };
	const added = await saveProduct(test.db, systemActor, { ...product, policy: 'allowed' });
	productId = added.id;
});
afterAll(() => test.close());

const stateOf = async (seatId: string) => {
	const [row] = await test.sql<{ state: string }[]>`
		select state from software_seat where id = ${seatId}`;
	return row?.state;
};
const told = async (personId: string) => {
	const rows = await test.sql<{ kind: string }[]>`
		select kind from bell_entry where person_id = ${personId} order by id`;
	return rows.map(({ kind }) => kind);
};
const tasksOf = (seatId: string) =>
	test.sql<{ id: string; source: string }[]>`
		select id, source from access_task where seat_id = ${seatId} and done_at is null`;

describe('a seat that nobody uses', () => {
	it('is proposed, asked about, kept by its holder, and proposed again later', async () => {
		const mari = await town.addPerson('Mari');
		const seat = { productId, personId: mari.id };
		const { id: seatId } = await takeSeat(test.db, systemActor, seat, after(0));
		await proposeReclaim({ db: test.db, clock: after(90) }, {});
		expect(await stateOf(seatId)).toBe('active');
		await proposeReclaim({ db: test.db, clock: after(91) }, {});
		expect(await stateOf(seatId)).toBe('reclaim_proposed');
		const agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const asks = await askHolders(test.db, agent, { seatIds: [seatId, seatId] }, after(91));
		expect(asks).toEqual({ asked: 1, refused: [] });
		expect(await told(mari.id)).toEqual(['seat.asked']);
		const keep = { seatId, until: '2027-06-01', why: 'Spring issue' };
		const stranger = actorOf(await town.addPerson('Stranger'));
		expect(await refusalOf(keepSeat(test.db, stranger, keep, after(92)))).toBe(
			'NotFound errors_not_found'
		);
		const own = actorOf(mari);
		expect(await refusalOf(keepSeat(test.db, own, { ...keep, until: null }, after(92)))).toBe(
			'Invalid errors_required'
		);
		await keepSeat(test.db, own, keep, after(92));
		expect(await refusalOf(keepSeat(test.db, own, keep, after(92)))).toBe(
			'Conflict licences_not_asked'
		);
		await proposeReclaim({ db: test.db, clock: after(150) }, {});
		expect(await stateOf(seatId)).toBe('kept');
		await proposeReclaim({ db: test.db, clock: after(200) }, {});
		expect(await stateOf(seatId)).toBe('reclaim_proposed');
	});

	it('is given back in one go; ticking the task takes it with evidence', async () => {
		const jaan = await town.addPerson('Jaan');
		const seat = { productId, personId: jaan.id };
		const { id: seatId } = await takeSeat(test.db, systemActor, seat, after(0));
		await askHolders(test.db, systemActor, { seatIds: [seatId] }, after(1));
		const { taskId } = await giveBackSeat(test.db, actorOf(jaan), { seatId }, after(2));
		const again = await giveBackSeat(test.db, actorOf(jaan), { seatId }, after(2));
		expect(again.taskId).toBe(taskId);
		await followUpAsked({ db: test.db, clock: after(60) }, {});
		expect(await tasksOf(seatId)).toMatchObject([{ id: taskId, source: 'reclaim' }]);
		const outcome = 'Report of 24 November';
		await completeAccessTask(test.db, systemActor, { taskId, outcome }, after(3));
		const [row] = await test.sql`select state, evidence from software_seat where id = ${seatId}`;
		expect(row).toEqual({ state: 'revoked', evidence: outcome });
	});

	it('without an answer is reminded of once, and then the desk has a task', async () => {
		const kati = await town.addPerson('Kati');
		const seat = { productId, personId: kati.id };
		const { id: seatId } = await takeSeat(test.db, systemActor, seat, after(0));
		await askHolders(test.db, systemActor, { seatIds: [seatId] }, after(1));
		const run = (days: number) => followUpAsked({ db: test.db, clock: after(days) }, {});
		await run(10);
		expect(await told(kati.id)).toEqual(['seat.asked']);
		await run(18);
		await run(18);
		expect(await told(kati.id)).toEqual(['seat.asked', 'seat.asked_reminder']);
		expect(await tasksOf(seatId)).toHaveLength(0);
		await run(30);
		await run(31);
		expect(await tasksOf(seatId)).toMatchObject([{ source: 'reclaim' }]);
	});

	it('of a device asks whoever has it; a device that nobody has cannot answer', async () => {
		const user = await town.addPerson('User');
		const { id: itemId } = await itemInUse(test.db, { holderId: user.id }, townNow);
		const standing = await itemInUse(test.db, { placeId: town.hall }, townNow);
		const first = await takeSeat(test.db, systemActor, { productId, itemId }, after(0));
		const input = { productId, itemId: standing.id };
		const second = await takeSeat(test.db, systemActor, input, after(0));
		const seatIds = [first.id, second.id];
		const { asked, refused } = await askHolders(test.db, systemActor, { seatIds }, after(1));
		expect(asked).toBe(1);
		expect(refused).toMatchObject([
			{ seatId: second.id, problem: { messageKey: 'licences_nobody_to_ask' } }
		]);
		expect(await told(user.id)).toContain('seat.asked');
	});

	it('of a device in the town’s own stock is given and taken back by the whole town’s desk', async () => {
		const { id: itemId } = await itemInUse(test.db, { placeId: town.hall }, townNow);
		const seat = { productId, itemId };
		const far = actorOf(await town.addPerson('Far'), withRole('agent', [town.group.id]));
		const agent = actorOf(await town.addPerson('Town agent'), withRole('agent'));
		expect(await refusalOf(takeSeat(test.db, far, seat, after(0)))).toMatch(/^Forbidden/);
		const { id: seatId } = await takeSeat(test.db, agent, seat, after(0));
		expect(await refusalOf(releaseSeat(test.db, far, { seatId }, after(0)))).toMatch(/^Forbidden/);
		expect(await refusalOf(giveBackSeat(test.db, far, { seatId }, after(0)))).toMatch(/^NotFound/);
		await releaseSeat(test.db, agent, { seatId }, after(0));
	});
});
