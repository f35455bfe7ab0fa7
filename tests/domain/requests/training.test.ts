import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#lib/server/db/new-id.ts';
import { completeTask, undoTask } from '#lib/server/requests/complete-task.ts';
import { getRequestPage } from '#lib/server/requests/queries/request-page.ts';
import { grantRightByHand } from '#lib/server/training/duty/give-by-hand.ts';
import { listConditions, saveConditions } from '#lib/server/training/duty/module-conditions.ts';
import { school, type School } from '#tests/domain/training/duty/school.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { townWithDesk, type TownWithDesk } from './desk.ts';

let base: TestDatabase;
let desk: TownWithDesk;
let learn: School;

beforeAll(async () => {
	base = await testDatabase();
	desk = await townWithDesk(base.db);
	learn = school(base.db);
});
afterAll(() => base.close());

const open = async (personId: string) =>
	(await learn.obligations(personId)).filter((one) => one.closedAt === null);

/** A request that is at the desk, with this as its first task. */
async function atDesk(effect: object) {
	const number = await desk.askRight();
	await base.sql`update service_request set status = 'queued', holder = 'desk' where number = ${number}`;
	await base.sql`
		insert into request_task (id, request_id, ordinal, key, title, checklist, effect)
		select ${newId()}, id, 0, 'do', '{"et":"a","ru":"a"}', '[]', ${JSON.stringify(effect)}::text::jsonb
		from service_request where number = ${number}`;
	return number;
}

const tick = (number: number) =>
	completeTask(base.db, desk.actors.agent, { number, taskKey: 'do' }, desk.clock);

describe('a task that assigns a module', () => {
	it('gives it because of the request; undoing the task takes it back while it is open', async () => {
		const { employee, agent } = desk.actors;
		const taught = await learn.publish({ key: 'task-module' }, { at: desk.clock.now() });
		const number = await atDesk({ kind: 'assign_module', module: 'task-module' });
		await tick(number);
		expect(await open(employee.personId)).toMatchObject([
			{ moduleId: taught.id, origin: 'request', requestNumber: number }
		]);
		await undoTask(base.db, agent, { number, taskKey: 'do' }, desk.clock);
		expect(await open(employee.personId)).toEqual([]);
		await tick(number);
		expect(await open(employee.personId)).toMatchObject([{ cycle: 2, requestNumber: number }]);
		await learn.finish(employee.personId, taught, desk.clock.now());
		await undoTask(base.db, agent, { number, taskKey: 'do' }, desk.clock);
		expect(await learn.completions(employee.personId)).toHaveLength(1);
	});

	it('refuses a module that is not', async () => {
		const number = await atDesk({ kind: 'assign_module', module: 'nowhere' });
		expect(await refusalOf(tick(number))).toContain('errors_record_gone');
	});
});

describe('a right that is given', () => {
	const grant = { kind: 'grant_right', field: 'right' };

	it('waits for the module that stands before it, and says so to everybody', async () => {
		const { employee, manager, agent, admin, other } = desk.actors;
		const taught = await learn.publish({ key: 'before-right' }, { at: desk.clock.now() });
		const holders = await learn.publish(
			{ key: 'after-right', facts: { audience: ['holders'], software: ['register'] } },
			{ at: desk.clock.now() }
		);
		const set = (actor: typeof agent, moduleIds: string[]) =>
			saveConditions(
				base.db,
				actor,
				{ target: { roleId: desk.right.role }, moduleIds },
				desk.clock
			);
		expect(await refusalOf(set(employee, [taught.id]))).toContain('Forbidden');
		await set(admin, [taught.id]);
		await set(admin, [taught.id]);
		expect(await listConditions(base.db, { roleIds: [desk.right.role] })).toMatchObject([
			{ slug: 'before-right', roleId: desk.right.role }
		]);

		const number = await atDesk(grant);
		const refused = await tick(number).catch((problem: unknown) => problem);
		expect(refused).toMatchObject({
			messageKey: 'duty_condition_unmet',
			details: { module: 'before-right', person: employee.name }
		});
		const rights =
			await base.sql`select 1 from access_right where person_id = ${employee.personId}`;
		expect(rights).toHaveLength(0);
		for (const reader of [employee, manager, agent]) {
			const page = await getRequestPage(base.db, reader, number, desk.clock.now());
			expect(page.trainingFirst).toMatchObject([
				{ slug: 'before-right', personId: employee.personId, personName: employee.name }
			]);
		}
		const byHand = grantRightByHand(
			base.db,
			other,
			{ personId: employee.personId, roleId: desk.right.role, from: null, until: null },
			desk.clock
		);
		expect(await refusalOf(byHand)).toContain('duty_condition_unmet');

		await learn.finish(employee.personId, taught, desk.clock.now());
		const page = await getRequestPage(base.db, employee, number, desk.clock.now());
		expect(page.trainingFirst).toEqual([]);
		await tick(number);
		expect(
			(await open(employee.personId)).filter((one) => one.moduleId === holders.id)
		).toMatchObject([{ origin: 'request', requestNumber: number }]);
		await set(admin, []);
		expect(await listConditions(base.db, { roleIds: [desk.right.role] })).toEqual([]);
	});

	it('is found by the slugs of a service definition, too', async () => {
		const { unmetConditions } = await import('#lib/server/training/duty/module-conditions.ts');
		const taught = await learn.publish({ key: 'by-slug' }, { at: desk.clock.now() });
		await saveConditions(
			base.db,
			desk.actors.admin,
			{ target: { roleId: desk.right.role }, moduleIds: [taught.id] },
			desk.clock
		);
		const asked = (role: string) =>
			unmetConditions(
				base.db,
				{
					personIds: [desk.actors.colleague.personId],
					roles: [{ system: 'register', role }],
					products: []
				},
				'2026-11-24'
			);
		expect(await asked('read')).toMatchObject([{ slug: 'by-slug' }]);
		expect(await asked('write')).toEqual([]);
		await base.db.execute(sql`update training_module set active = false where id = ${taught.id}`);
		expect(await asked('read')).toEqual([]);
	});
});
