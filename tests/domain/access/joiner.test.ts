import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { decideJoinerLine } from '#lib/server/access/changes/decide-joiner.ts';
import { findJoiner } from '#lib/server/access/changes/get-change.ts';
import { remindOfChanges } from '#lib/server/access/changes/change-jobs.ts';
import { readyShare } from '#lib/server/access/changes/ready-share.ts';
import { saveBundle } from '#lib/server/access/bundles/save-bundle.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { cancelRequest } from '#lib/server/requests/cancel-request.ts';
import { completeTask } from '#lib/server/requests/complete-task.ts';
import { decideApproval } from '#lib/server/requests/decide-approval.ts';
import { approvalStage, requestTask, serviceRequest } from '#lib/server/requests/tables.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { movesTown, type MovesTown } from './moves-town.ts';

let test: TestDatabase;
let town: MovesTown;
beforeAll(async () => {
	test = await testDatabase({ max: 8 });
	town = await movesTown(test.db);
	await saveBundle(
		test.db,
		systemActor,
		{
			name: { et: 'Õpetaja', ru: 'Воспитатель' },
			positions: ['rühmaõpetaja'],
			unitId: null,
			unitKind: 'kindergarten',
			active: true,
			lines: [
				{ kind: 'right', what: town.write, daysBefore: 2 },
				{ kind: 'seat', what: town.office365, daysBefore: 1 },
				{ kind: 'seat', what: town.puzzle, daysBefore: 1 }
			]
		},
		town.clock
	);
	// Four colleagues: all read the diary and use the office package, nobody the puzzle.
	for (const name of ['Ene', 'Epp', 'Eha', 'Elo']) {
		const { id } = await town.addTo(
			name,
			town.kindergarten.id,
			'rühmaõpetaja',
			town.actors.manager.personId
		);
		await grantRight(test.db, systemActor, { personId: id, roleId: town.look }, town.clock);
		const seat = { personId: id, productId: town.office365 };
		await takeSeat(test.db, systemActor, seat, town.clock);
	}
});
afterAll(() => test.close());

const tasksOf = async (number: number) =>
	test.db
		.select({ key: requestTask.key, effect: requestTask.effect, dueOn: requestTask.dueOn })
		.from(requestTask)
		.innerJoin(serviceRequest, eq(serviceRequest.id, requestTask.requestId))
		.where(eq(serviceRequest.number, number))
		.orderBy(requestTask.ordinal);
const joiner = async (number: number) => {
	const change = await findJoiner(test.db, number);
	if (!change) throw new Error(`no newcomer in ${number}`);
	return change;
};
const stageOf = async (number: number) =>
	(
		await test.db
			.select({ id: approvalStage.id })
			.from(approvalStage)
			.innerJoin(serviceRequest, eq(serviceRequest.id, approvalStage.requestId))
			.where(and(eq(serviceRequest.number, number), eq(approvalStage.state, 'open')))
	)[0]?.id ?? '';
const tick = (number: number, taskKey: string, choice = {}) =>
	completeTask(test.db, town.actors.agent, { number, taskKey, choice }, town.clock);

describe('a request for a new employee', () => {
	it('becomes tasks from the bundle, in order and with days, marked against colleagues', async () => {
		const number = await town.newcomer();
		const change = await joiner(number);
		expect(
			change.lines.map(({ kind, proposed, why, dueOn }) => [kind, proposed, dueOn, why?.unusual])
		).toEqual([
			['account', 'add', '2026-12-03', undefined],
			['right', 'add', '2026-12-03', true],
			['right', 'drop', '2026-12-04', undefined],
			['seat', 'add', '2026-12-04', undefined],
			['seat', 'add', '2026-12-04', true]
		]);
		expect((await tasksOf(number)).map(({ effect, dueOn }) => [effect?.kind, dueOn])).toEqual([
			['add_person', '2026-12-03'],
			['grant_right', '2026-12-03'],
			['take_seat', '2026-12-04'],
			['take_seat', '2026-12-04'],
			[undefined, null]
		]);
		await tick(number, 'account', { email: 'ylle.mets@linn.example' });
		for (const { key, effect } of await tasksOf(number))
			if (effect && effect.kind !== 'add_person') await tick(number, key);
		const after = await joiner(number);
		expect(after.readyAt).not.toBeNull();
		expect(after.personId).not.toBeNull();
		expect(after.lines.filter((line) => line.done).length).toBe(4);
		const mine = eq(accessRight.personId, after.personId ?? '');
		expect(await test.db.select().from(accessRight).where(mine)).toMatchObject([
			{ roleId: town.write, validFrom: '2026-12-07', requestNumber: number }
		]);
		const seats = eq(softwareSeat.personId, after.personId ?? '');
		expect(await test.db.select().from(softwareSeat).where(seats)).toHaveLength(2);
		const later = fixedClock('2026-12-10T10:00:00Z');
		expect(await readyShare(test.db, systemActor, later)).toEqual({ came: 1, inTime: 1 });
	});

	it('lets the approver strike a line and add what colleagues have, and the desk afterwards', async () => {
		const number = await town.newcomer({ right: town.right });
		const { lines } = await joiner(number);
		const puzzle = lines.find((line) => line.kind === 'seat' && line.why?.unusual);
		const usual = lines.find((line) => line.proposed === 'drop');
		const { owner, colleague, manager, agent } = town.actors;
		const say = (actor: typeof owner, lineId = '', act: 'add' | 'drop') =>
			refusalOf(decideJoinerLine(test.db, actor, { number, lineId, act }, town.clock));
		expect(await say(colleague, puzzle?.id, 'drop')).toMatch(/^NotFound/);
		expect(await say(manager, puzzle?.id, 'drop')).toMatch(/^Forbidden/);
		expect(await say(owner, puzzle?.id, 'drop')).toMatch(/^not refused/);
		expect(await say(owner, usual?.id, 'add')).toMatch(/^not refused/);
		const stageId = await stageOf(number);
		const decision = { number, stageId, decision: 'approved' as const };
		await decideApproval(test.db, owner, decision, town.clock);
		const effects = (await tasksOf(number)).map(({ effect }) => effect);
		expect(effects.filter((effect) => effect?.kind === 'grant_right')).toHaveLength(3);
		expect(effects.filter((effect) => effect?.kind === 'take_seat')).toHaveLength(1);
		expect(await say(owner, usual?.id, 'drop')).toMatch(/^Forbidden/);
		expect(await say(agent, usual?.id, 'drop')).toMatch(/^not refused/);
		expect(await tasksOf(number)).toHaveLength(effects.length - 1);
		expect(await say(agent, usual?.id, 'add')).toMatch(/^not refused/);
		expect(await tasksOf(number)).toHaveLength(effects.length);
	});

	it('asks the owner of a system that only the bundle opens', async () => {
		const id = (
			await saveBundle(
				test.db,
				systemActor,
				{
					name: { et: 'Kokk', ru: 'Повар' },
					positions: ['kokk'],
					unitId: town.kindergarten.id,
					unitKind: null,
					active: true,
					lines: [{ kind: 'right', what: town.right.role, daysBefore: 1 }]
				},
				town.clock
			)
		).id;
		expect(id).toBeTruthy();
		const number = await town.newcomer({ position: 'Kokk' });
		expect(await tasksOf(number)).toEqual([]);
		const stageId = await stageOf(number);
		const decision = { number, stageId, decision: 'approved' as const };
		await decideApproval(test.db, town.actors.owner, decision, town.clock);
		expect((await tasksOf(number)).map(({ effect }) => effect?.kind)).toContain('grant_right');
	});

	it('gives nothing that the owner struck before agreeing to the rest', async () => {
		const number = await town.newcomer({ position: 'Kokk' });
		const line = (await joiner(number)).lines.find(({ kind }) => kind === 'right');
		const { owner, agent } = town.actors;
		const say = (actor: typeof owner, act: 'add' | 'drop', at = town.clock) =>
			refusalOf(decideJoinerLine(test.db, actor, { number, lineId: line?.id ?? '', act }, at));
		expect(await say(owner, 'drop')).toMatch(/^not refused/);
		expect(await say(agent, 'add')).toMatch(/^not refused/);
		expect(await say(owner, 'drop')).toMatch(/^not refused/);
		const decision = { number, stageId: await stageOf(number), decision: 'approved' as const };
		await decideApproval(test.db, owner, decision, town.clock);
		expect(await say(agent, 'add')).toMatch(/moves_owner_must_agree/);
		expect((await tasksOf(number)).map(({ effect }) => effect?.kind)).not.toContain('grant_right');
	});

	it('is late three working days before, and over when the request is called off', async () => {
		const number = await town.newcomer({ position: 'Majahoidja' });
		const { id } = await joiner(number);
		const bells = () =>
			test.db
				.select()
				.from(bellEntry)
				.where(
					and(
						eq(bellEntry.recordId, id),
						eq(bellEntry.kind, 'joiner.late'),
						isNull(bellEntry.readAt)
					)
				);
		const remind = (day: string) =>
			remindOfChanges({ db: test.db, clock: fixedClock(`${day}T06:10:00Z`) }, {});
		await remind('2026-12-01');
		expect(await bells()).toHaveLength(0);
		await remind('2026-12-02');
		const told = await bells();
		expect(told.length).toBeGreaterThan(0);
		await remind('2026-12-02');
		expect((await bells()).map((bell) => bell.times)).toEqual(told.map(() => 1));
		await cancelRequest(test.db, town.actors.manager, { number, reason: 'Ei tule' }, town.clock);
		expect(await joiner(number)).toMatchObject({ state: 'cancelled' });
	});
});
