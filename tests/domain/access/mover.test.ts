import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { saveBundle } from '#lib/server/access/bundles/save-bundle.ts';
import { carryOutMoves, remindOfChanges } from '#lib/server/access/changes/change-jobs.ts';
import { decideMove } from '#lib/server/access/changes/decide-move.ts';
import { getMove } from '#lib/server/access/changes/get-change.ts';
import { proposeMove } from '#lib/server/access/changes/propose-move.ts';
import { staffChange } from '#lib/server/access/changes/tables.ts';
import { completeAccessTask } from '#lib/server/access/tasks/complete-access-task.ts';
import { accessTask } from '#lib/server/access/tasks/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { rightsOf, seatsOf } from '#tests/support/held.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { movesTown, type MovesTown } from './moves-town.ts';

let test: TestDatabase;
let town: MovesTown;
beforeAll(async () => {
	test = await testDatabase({ max: 20 });
	town = await movesTown(test.db);
	const bundle = { unitId: null, unitKind: null, active: true, name: { et: 'x', ru: 'x' } };
	const line = { daysBefore: 1 };
	for (const [positions, lines] of [
		[
			['sekretär'],
			[
				{ ...line, kind: 'right', what: town.write },
				{ ...line, kind: 'seat', what: town.office365 }
			]
		],
		[
			['spetsialist'],
			[
				{ ...line, kind: 'right', what: town.look },
				{ ...line, kind: 'right', what: town.right.role },
				{ ...line, kind: 'seat', what: town.office365 },
				{ ...line, kind: 'seat', what: town.puzzle }
			]
		]
	] as const)
		await saveBundle(test.db, systemActor, { ...bundle, positions, lines }, town.clock);
});
afterAll(() => test.close());

/** A secretary of the office with what their bundle gives. */
async function secretary(name: string) {
	const who = await town.addTo(name, town.office.id, 'sekretär', town.actors.manager.personId);
	await grantRight(test.db, systemActor, { personId: who.id, roleId: town.write }, town.clock);
	const seat = { personId: who.id, productId: town.office365 };
	await takeSeat(test.db, systemActor, seat, town.clock);
	return who;
}

const move = (personId: string, changes: Record<string, unknown> = {}, by = town.actors.agent) =>
	proposeMove(
		test.db,
		by,
		{
			personId,
			unitId: town.kindergarten.id,
			position: 'spetsialist',
			placeId: null,
			managerId: town.actors.mayor.personId,
			day: '2026-11-24',
			...changes
		},
		town.clock
	);
const view = (number: number) => getMove(test.db, town.actors.agent, number);
const standing = async (id: string) =>
	(await test.db.select().from(person).where(eq(person.id, id)))[0];
const tasksOf = (personId: string) =>
	test.db
		.select()
		.from(accessTask)
		.where(and(eq(accessTask.personId, personId), isNull(accessTask.doneAt)))
		.orderBy(accessTask.kind);
const agree = async (number: number, by = town.actors.mayor) => {
	const { lines } = await view(number);
	const decisions = lines.map((line) => ({ lineId: line.id, act: line.proposed }));
	await decideMove(test.db, by, { number, decisions }, town.clock);
};

describe('a move', () => {
	it('computes what is dropped, kept and added, and begins when it is decided on the day', async () => {
		const who = await secretary('Signe');
		const { number } = await move(who.id);
		expect(await standing(who.id)).toMatchObject({
			unitId: town.kindergarten.id,
			position: 'spetsialist',
			managerId: town.actors.mayor.personId
		});
		expect((await view(number)).lines.map(({ kind, proposed }) => [kind, proposed])).toEqual([
			['right', 'drop'],
			['right', 'add'],
			['right', 'add'],
			['seat', 'keep'],
			['seat', 'add']
		]);
		// Nobody has decided yet: nothing is taken away.
		expect(await tasksOf(who.id)).toEqual([]);
		await agree(number);
		const tasks = await tasksOf(who.id);
		expect(tasks.map((task) => task.kind)).toEqual(['end_right', 'grant_right', 'take_seat']);
		// A right whose owner has to agree is asked for, never given by a task.
		expect(tasks.some((task) => task.roleId === town.right.role)).toBe(false);
		const asked = (await view(number)).lines.find((line) => line.requestNumber);
		const [request] = await test.db
			.select()
			.from(serviceRequest)
			.where(eq(serviceRequest.number, asked?.requestNumber ?? 0));
		expect(request).toMatchObject({ beneficiaryId: who.id, status: 'awaiting_approval' });
		for (const { id } of tasks)
			await completeAccessTask(test.db, town.actors.agent, { taskId: id }, town.clock);
		expect((await rightsOf(test.db, who.id)).map((right) => right.roleId)).toEqual([town.look]);
		expect(await seatsOf(test.db, who.id)).toHaveLength(2);
		expect((await view(number)).lines.filter((line) => !line.done)).toHaveLength(1);
	});

	it('keeps what nobody decided when the day comes, and reminds', async () => {
		const who = await secretary('Kadi');
		const { id, number } = await move(who.id, { day: '2026-11-26' });
		expect(await standing(who.id)).toMatchObject({ unitId: town.office.id });
		const [first] = (await view(number)).lines;
		const decisions = [{ lineId: first?.id ?? '', act: 'drop' as const }];
		await decideMove(test.db, town.actors.mayor, { number, decisions }, town.clock);
		expect(await tasksOf(who.id)).toEqual([]);
		const clock = fixedClock('2026-11-26T06:10:00Z');
		await carryOutMoves({ db: test.db, clock }, {});
		await carryOutMoves({ db: test.db, clock }, {});
		expect(await standing(who.id)).toMatchObject({ unitId: town.kindergarten.id });
		expect((await tasksOf(who.id)).map((task) => [task.kind, task.dueOn])).toEqual([
			['end_right', '2026-11-26']
		]);
		expect(await view(number)).toMatchObject({ state: 'open' });
		await remindOfChanges({ db: test.db, clock }, {});
		const told = await test.db
			.select({ kind: bellEntry.kind })
			.from(bellEntry)
			.where(and(eq(bellEntry.recordId, id), eq(bellEntry.personId, town.actors.mayor.personId)));
		expect(told.map((bell) => bell.kind).sort()).toEqual(['move.reminder', 'move.to_decide']);
	});

	it('gives way when the same person is moved twice in a day', async () => {
		const who = await secretary('Liina');
		const first = await move(who.id);
		await agree(first.number);
		expect((await tasksOf(who.id)).map((task) => task.kind)).toContain('end_right');
		const second = await move(who.id, { unitId: town.office.id, position: 'sekretär' });
		// Back where they were: what was to be taken is kept again.
		expect(await tasksOf(who.id)).toEqual([]);
		expect(await view(first.number)).toMatchObject({ state: 'done' });
		const kept = (await view(second.number)).lines.filter((line) => line.held);
		expect(kept.map((line) => line.proposed)).toEqual(['keep', 'keep']);
		expect(await standing(who.id)).toMatchObject({ unitId: town.office.id, position: 'sekretär' });
	});

	it('lets one of several moves at once stand', async () => {
		const who = await secretary('Mall');
		const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07'];
		await Promise.all(days.map((day) => move(who.id, { day })));
		const changes = await test.db
			.select({ state: staffChange.state })
			.from(staffChange)
			.where(eq(staffChange.personId, who.id));
		expect(changes.map(({ state }) => state).sort()).toEqual([
			...Array.from({ length: 4 }, () => 'cancelled'),
			'open'
		]);
	});

	it('is decided by the desk where the new place has no manager', async () => {
		const { mayor, agent, colleague } = town.actors;
		const who = { id: mayor.personId };
		const { number } = await move(who.id, { managerId: null, position: 'volikogu esimees' });
		expect(await view(number)).toMatchObject({ managerName: null });
		const outsider = decideMove(test.db, colleague, { number, decisions: [] }, town.clock);
		expect(await refusalOf(outsider)).toMatch(/^Forbidden/);
		const none = decideMove(test.db, agent, { number, decisions: [] }, town.clock);
		expect(await refusalOf(none)).toMatch(/^Invalid/);
	});

	it('stays open with the reason when the new place is closed by the day, and ends for somebody who left', async () => {
		const day = '2026-12-08';
		const closed = newId();
		await test.db.insert(unit).values({
			id: closed,
			code: 'closing',
			kind: 'office',
			name: { et: 'Suletav', ru: 'Закрываемый' },
			parentId: town.town.id,
			ancestorIds: [town.town.id, closed]
		});
		const stays = await secretary('Vaike');
		const leaves = await secretary('Urve');
		const first = await move(stays.id, { day, unitId: closed });
		const second = await move(leaves.id, { day });
		await test.db.update(unit).set({ active: false }).where(eq(unit.id, closed));
		await test.db.update(person).set({ status: 'left' }).where(eq(person.id, leaves.id));
		const clock = fixedClock('2026-12-08T06:10:00Z');
		await carryOutMoves({ db: test.db, clock }, {});
		expect(await view(first.number)).toMatchObject({ state: 'open', note: 'people_unit_closed' });
		expect(await standing(stays.id)).toMatchObject({ unitId: town.office.id });
		expect(await view(second.number)).toMatchObject({ state: 'cancelled' });
		expect(await standing(leaves.id)).toMatchObject({ unitId: town.office.id });
	});

	it('is told of by those who lead them today, and by nobody about themselves', async () => {
		const who = await secretary('Tiit');
		const { colleague, agent, manager } = town.actors;
		expect(await refusalOf(move(who.id, {}, colleague))).toMatch(/^Forbidden/);
		const own = { managerId: colleague.personId };
		expect(await refusalOf(move(who.id, own, colleague))).toMatch(/^Forbidden/);
		expect(await refusalOf(move(agent.personId, {}, agent))).toMatch(/^Forbidden/);
		const far = { ...agent, roles: [{ role: 'agent' as const, unitIds: [town.kindergarten.id] }] };
		expect(await refusalOf(move(who.id, {}, far))).toMatch(/^Forbidden/);
		const within = { unitId: town.office.id, managerId: manager.personId, day: '2026-12-01' };
		expect(await refusalOf(move(who.id, within, manager))).toMatch(/^not refused/);
		expect(await refusalOf(move(who.id, { managerId: who.id }))).toMatch(/people_manager_circle/);
	});
});
