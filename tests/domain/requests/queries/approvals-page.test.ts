import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getApprovalsPage } from '#lib/server/requests/queries/approvals-page.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, type TownPerson } from '#tests/support/town.ts';
import { requestDesk } from './filed-request.ts';

let open: TestDatabase;
let liis: TownPerson;
let katrin: TownPerson;
let marju: TownPerson;
let late: { number: number };
let soon: { number: number };

const day = (n: number) => new Date(townNow.getTime() + n * 86_400_000);
const asking = { status: 'awaiting_approval', holder: 'approvers' } as const;

beforeAll(async () => {
	open = await testDatabase();
	const town = await smallTown(open.db);
	katrin = await town.addPerson('Katrin Saar');
	marju = await town.addPerson('Marju Tamm');
	liis = await town.addPerson('Liis Kask', { managerId: katrin.id });
	const desk = await requestDesk(open.db);
	const soonest = await desk.file(liis, liis, asking);
	await desk.openStage(soonest, [katrin, marju], day(2));
	soon = soonest;
	const overdue = await desk.file(marju, liis, asking);
	await desk.openStage(overdue, [katrin], day(-4));
	late = overdue;
});
afterAll(() => open.close());

describe('what waits for my decision', () => {
	it('comes soonest due first, with what one needs to decide', async () => {
		const { cards, more } = await getApprovalsPage(open.db, actorOf(katrin), townNow);
		expect(cards.map((card) => card.number)).toEqual([late.number, soon.number]);
		expect(cards[0]).toMatchObject({
			clock: { kind: 'late' },
			requesterName: 'Marju Tamm',
			beneficiary: { name: 'Liis Kask' },
			because: 'line_manager',
			holds: []
		});
		expect(cards[0]?.answers[0]?.text).toBe('kontrollin lapse elukohta');
		expect(cards[1]?.clock).toEqual({ kind: 'left', days: 2 });
		expect(more).toBe(false);
	});

	it('a deputy sees each request once, and for whom they would decide', async () => {
		const both = actorOf(marju, { deputyFor: [katrin.id] });
		const { cards } = await getApprovalsPage(open.db, both, townNow);
		expect(cards.map((card) => [card.number, card.asDeputyFor])).toEqual([[soon.number, null]]);
		const other = actorOf(
			{ ...marju, id: '01900000-0000-7000-8000-000000000001' },
			{ deputyFor: [katrin.id] }
		);
		const asDeputy = await getApprovalsPage(open.db, other, townNow);
		expect(asDeputy.cards.map((card) => card.asDeputyFor)).toEqual(['Katrin Saar', 'Katrin Saar']);
	});

	it('nobody else sees anything', async () => {
		expect((await getApprovalsPage(open.db, actorOf(liis), townNow)).cards).toEqual([]);
	});
});
