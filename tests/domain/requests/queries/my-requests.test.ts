import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { myListShape } from '#lib/requests/my-list-shape.ts';
import { homePage } from '#lib/server/requests/queries/home-page.ts';
import { listMyRequests } from '#lib/server/requests/queries/my-requests.ts';
import { standingOf, type Promised } from '#lib/server/requests/queries/standing-of.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, type TownPerson } from '#tests/support/town.ts';
import { requestDesk } from './filed-request.ts';

let open: TestDatabase;
let liis: TownPerson;
let katrin: TownPerson;
let marju: TownPerson;
const numbers: Record<string, number> = {};
const day = (n: number) => new Date(townNow.getTime() + n * 86_400_000);

const list = (actor: Actor, address = '') =>
	listMyRequests(
		open.db,
		actor,
		parseListState(myListShape, new URLSearchParams(address)),
		townNow
	);
const found = (rows: { number: number }[]) => rows.map((row) => row.number);

beforeAll(async () => {
	open = await testDatabase();
	const town = await smallTown(open.db);
	katrin = await town.addPerson('Katrin Saar');
	liis = await town.addPerson('Liis Kask', { managerId: katrin.id, unitId: town.group.id });
	marju = await town.addPerson('Marju Tamm', { unitId: town.kindergarten.id });
	const desk = await requestDesk(open.db);
	const add = async (name: string, ...filing: Parameters<typeof desk.file>) => {
		const request = await desk.file(...filing);
		numbers[name] = request.number;
		return request;
	};
	await add('later', liis, liis, { promisedAt: day(6) });
	await add('sooner', marju, liis, { promisedAt: day(3) });
	await add('turn', liis, liis, {
		status: 'fulfilled',
		holder: 'requester',
		heldById: liis.id,
		promisedAt: day(9),
		fulfilledAt: townNow
	});
	await add('forOther', liis, marju, { promisedAt: day(8) });
	await add('old', liis, liis, { status: 'confirmed', holder: 'nobody' });
	await add('newer', liis, liis, { status: 'cancelled', holder: 'nobody' });
	await add('foreign', marju, marju);
	const asked = await add('asked', liis, liis, {
		status: 'awaiting_approval',
		holder: 'approvers',
		heldById: katrin.id,
		heldByName: katrin.name,
		promisedAt: day(7)
	});
	await desk.openStage(asked, [katrin]);
	const own = await add('ownStage', katrin, katrin, {
		status: 'awaiting_approval',
		holder: 'approvers'
	});
	await desk.openStage(own, [katrin]);
});
afterAll(() => open.close());

describe('my requests', () => {
	it('those in my hands come first, then by promised day, then what has ended', async () => {
		const page = await list(actorOf(liis));
		const order = ['turn', 'sooner', 'later', 'asked', 'forOther'].map((name) => numbers[name]);
		expect(found(page.open.rows)).toEqual(order);
		expect(found(page.closed.rows)).toEqual([numbers.newer, numbers.old]);
		expect(page.open.rows[0]).toMatchObject({ waitsForYou: true, standing: { kind: 'early' } });
		expect(page.open.rows[1]).toMatchObject({ byName: 'Marju Tamm', forName: null });
	});

	it('a colleague sees none of them', async () => {
		const page = await list(actorOf(katrin));
		expect(found(page.open.rows)).toEqual([numbers.ownStage]);
		expect(page.tabs).toEqual(['mine']);
	});

	it('narrows to what was asked for others, and to what has ended', async () => {
		expect(found((await list(actorOf(liis), 'whom=others')).open.rows)).toEqual([numbers.forOther]);
		const closed = await list(actorOf(liis), 'state=closed');
		expect(closed.open.rows).toEqual([]);
		expect(closed.closed.rows).toHaveLength(2);
	});

	it('a line manager has a tab for their people', async () => {
		const manager = actorOf(katrin, { isManager: true });
		const page = await list(manager, 'tab=people');
		expect(page.tab).toBe('people');
		expect(found(page.open.rows)).toContain(numbers.sooner);
		expect(found(page.open.rows)).not.toContain(numbers.forOther);
		const wanting = page.open.rows.filter((row) => row.waitsForYou);
		expect(found(wanting)).toEqual([numbers.asked]);
	});

	it('a representative has a tab for their units, and nobody else can open it', async () => {
		const representative = actorOf(katrin, { representsUnitIds: [liis.unitId, marju.unitId] });
		const page = await list(representative, 'tab=unit');
		expect(found(page.open.rows)).toContain(numbers.forOther);
		expect((await list(actorOf(liis), 'tab=unit')).tab).toBe('mine');
	});
});

describe('the first page', () => {
	it('gives open requests and the decisions that wait for me, never about my own request', async () => {
		const page = await homePage(open.db, actorOf(katrin), townNow);
		expect(page.approvals.map((one) => one.number)).toEqual([numbers.asked]);
		expect(page.approvals[0]?.asDeputyFor).toBeNull();
		expect(page.more).toBe(false);
	});

	it('a deputy decides too, and is told for whom', async () => {
		const deputy = actorOf(marju, { deputyFor: [katrin.id] });
		const page = await homePage(open.db, deputy, townNow);
		expect(page.approvals).toMatchObject(
			[
				{ number: numbers.ownStage, asDeputyFor: 'Katrin Saar' },
				{ number: numbers.asked, asDeputyFor: 'Katrin Saar' }
			].sort((a, b) => (a.number ?? 0) - (b.number ?? 0))
		);
	});
});

describe('how a promise stands', () => {
	const promised = (promisedAt: string, more: Partial<Promised> = {}): Promised => ({
		status: 'queued',
		promisedAt: new Date(promisedAt),
		fulfilledAt: null,
		pausedSince: null,
		...more
	});
	const sunday = new Date('2026-11-22T10:00:00Z');

	it.each([
		['an office', '2026-11-27T15:00:00Z', { kind: 'left', days: 5 }],
		['a kindergarten that works an hour longer', '2026-11-27T16:00:00Z', { kind: 'left', days: 5 }],
		['tomorrow, seen on Sunday', '2026-11-23T15:00:00Z', { kind: 'left', days: 1 }],
		['late since Friday', '2026-11-20T15:00:00Z', { kind: 'late', days: 1 }]
	])('counts days by the calendar, not by hours: %s', (_, at, standing) => {
		expect(standingOf(promised(at), sunday)).toEqual(standing);
	});

	it('says how much earlier it was done', () => {
		const done = promised('2026-11-25T15:00:00Z', {
			status: 'fulfilled',
			fulfilledAt: new Date('2026-11-24T07:12:00Z')
		});
		expect(standingOf(done, sunday)).toEqual({ kind: 'early', days: 1 });
	});
});
