import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { rightsShape } from '#lib/systems/list-shapes.ts';
import { saveOrCloseSystem } from '#lib/server/access/closing/close-access.ts';
import { completeAccessTask } from '#lib/server/access/tasks/complete-access-task.ts';
import { accessTask } from '#lib/server/access/tasks/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { getSystem } from '#lib/server/systems/get-system.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { listRights } from '#lib/server/systems/list-rights.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { rightsOf } from '#tests/support/held.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const text = (et: string) => ({ et, ru: et });
let test: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
afterAll(() => test.close());

describe('a system that closes', () => {
	it('needs a day for the rights in it, and opens a task for each in the same transaction', async () => {
		const desk = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const facts = {
			slug: 'old',
			kind: 'system' as const,
			name: text('Vana'),
			description: text('')
		};
		const { id } = await saveSystem(test.db, systemActor, facts, clock);
		const role = { systemId: id, slug: 'user', name: text('Kasutaja'), description: text('') };
		const { id: roleId } = await saveSystemRole(test.db, systemActor, role, clock);
		const people = [await town.addPerson('Mari'), await town.addPerson('Jaan')];
		for (const { id: personId } of people)
			await grantRight(test.db, desk, { personId, roleId }, clock);
		const closing = async (endBy?: string) => {
			const { seen } = await getSystem(test.db, desk, id);
			return saveOrCloseSystem(test.db, desk, { ...facts, id, seen, active: false, endBy }, clock);
		};
		expect(await refusalOf(closing())).toBe('Invalid rights_close_needs_day');
		expect(await refusalOf(closing('2026-11-01'))).toBe('Invalid registers_day_is_past');
		expect((await getSystem(test.db, desk, id)).active).toBe(true);
		await closing('2026-12-04');
		const tasks = () => test.db.select().from(accessTask).where(eq(accessTask.sourceId, id));
		expect(await tasks()).toMatchObject(
			people.map(() => ({ kind: 'end_right', dueOn: '2026-12-04', source: 'closing' }))
		);
		await closing('2026-12-11');
		expect(await tasks()).toHaveLength(2);
		const state = parseListState(rightsShape, new URLSearchParams(`system=${id}&fact=closed`));
		expect((await listRights(test.db, desk, state, clock)).count).toBe(2);
		for (const { id: taskId } of await tasks())
			await completeAccessTask(test.db, desk, { taskId }, clock);
		for (const { id: personId } of people) expect(await rightsOf(test.db, personId)).toEqual([]);
		expect((await listRights(test.db, desk, state, clock)).count).toBe(0);
	});
});
