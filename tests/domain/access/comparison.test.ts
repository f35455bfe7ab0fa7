import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { beginComparison } from '#lib/server/access/comparison/begin-comparison.ts';
import { decideDifference } from '#lib/server/access/comparison/decide-difference.ts';
import { getComparison, listComparisons } from '#lib/server/access/comparison/read-comparison.ts';
import { giveBack } from '#lib/server/access/own/give-back.ts';
import { accessOfPeople, heldAccess } from '#lib/server/access/own/held-access.ts';
import { completeAccessTask } from '#lib/server/access/tasks/complete-access-task.ts';
import { dismissAccessTask } from '#lib/server/access/tasks/dismiss-access-task.ts';
import { countAccessTasks } from '#lib/server/access/tasks/list-access-tasks.ts';
import { accessTask } from '#lib/server/access/tasks/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
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
let made = 0;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
});
afterAll(() => test.close());

async function group() {
	const slug = `group-${++made}`;
	const facts = { slug, kind: 'group' as const, name: text('Rühm'), description: text('') };
	const { id: systemId } = await saveSystem(test.db, systemActor, facts, clock);
	const role = { systemId, slug: 'member', name: text('Liige'), description: text('') };
	return (await saveSystemRole(test.db, systemActor, role, clock)).id;
}
const agent = async () => actorOf(await town.addPerson('Agent'), withRole('agent'));
const csv = (lines: string[], more = '') => new TextEncoder().encode(more + lines.join('\r\n'));

describe('a comparison with the directory', () => {
	it('finds who is in one of them only, and each difference is one decision', async () => {
		const desk = await agent();
		const roleId = await group();
		const [both, only, gone] = [
			await town.addPerson('Both'),
			await town.addPerson('Only Register'),
			await town.addPerson('Only Directory')
		];
		for (const { id: personId } of [both, only])
			await grantRight(test.db, desk, { personId, roleId }, clock);
		const bytes = csv(
			[
				'Name;E-mail',
				`Both;${both.email.toUpperCase()}`,
				`Directory;LINN\\${gone.email.split('@')[0]}`,
				'Robot;svc-backup',
				`Both again;${both.email}`
			],
			'\ufeff'
		);
		const input = { roleId, fileName: 'group.csv', bytes };
		const { id, differences } = await beginComparison(test.db, desk, input, clock);
		expect(differences).toBe(3);
		const found = await getComparison(test.db, desk, id);
		expect(found).toMatchObject({ accounts: 3, agreed: 1, differences: 3, decided: 0 });
		const rowOf = (kind: string) => found.rows.find((row) => row.kind === kind)?.id ?? '';
		const decide = (kind: string, decision: 'register' | 'end_right' | 'leave', reason = '') =>
			decideDifference(test.db, desk, { differenceId: rowOf(kind), decision, reason }, clock);
		expect(await refusalOf(decide('only_directory', 'end_right'))).toBe('Invalid errors_choose');
		expect(await refusalOf(decide('only_directory', 'register'))).toBe('Invalid errors_required');
		await decide('only_directory', 'register', 'Töötab selles rühmas juba kevadest');
		expect(await rightsOf(test.db, gone.id)).toHaveLength(1);
		await decide('only_register', 'end_right');
		expect(await rightsOf(test.db, only.id)).toEqual([]);
		const unknown = {
			differenceId: rowOf('unknown_account'),
			decision: 'remove_from_directory' as const
		};
		await decideDifference(test.db, desk, unknown, clock);
		expect(await refusalOf(decide('unknown_account', 'leave', 'x'))).toBe(
			'Conflict rights_difference_decided'
		);
		const [task] = await test.db.select().from(accessTask).where(eq(accessTask.sourceId, id));
		expect(task).toMatchObject({ kind: 'directory_remove', account: 'svc-backup', personId: null });
		expect((await listComparisons(test.db, desk))[0]).toMatchObject({ id, decided: 3 });
	});

	it('is the town desk’s, and refuses a file without accounts', async () => {
		const roleId = await group();
		const limited = actorOf(
			await town.addPerson('Agent'),
			withRole('agent', [town.kindergarten.id])
		);
		const input = { roleId, fileName: 'x.csv', bytes: csv(['a@linn.example']) };
		expect(await refusalOf(beginComparison(test.db, limited, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		const empty = { ...input, bytes: new Uint8Array() };
		expect(await refusalOf(beginComparison(test.db, await agent(), empty, clock))).toBe(
			'Invalid imports_no_file'
		);
	});
});

describe('what one may use oneself', () => {
	it('is given back by the holder or their line manager, once, and stays until the desk takes it', async () => {
		const desk = await agent();
		const roleId = await group();
		const boss = await town.addPerson('Boss');
		const mari = await town.addPerson('Mari', { managerId: boss.id });
		const { id: rightId } = await grantRight(test.db, desk, { personId: mari.id, roleId }, clock);
		const stranger = actorOf(await town.addPerson('Stranger'));
		expect(await refusalOf(giveBack(test.db, stranger, { rightId }, clock))).toBe(
			'NotFound errors_not_found'
		);
		const before = await countAccessTasks(test.db, desk);
		await giveBack(test.db, actorOf(mari), { rightId }, clock);
		await giveBack(test.db, actorOf(boss), { rightId }, clock);
		expect(await countAccessTasks(test.db, desk)).toBe(before + 1);
		const { rights, endings } = await heldAccess(test.db, mari.id);
		expect(rights).toHaveLength(1);
		expect(endings.get(rightId)).toBe('2026-12-01');
		expect(await accessOfPeople(test.db, actorOf(boss), '2026-12-24')).toMatchObject([
			{ id: mari.id, rights: 1, seats: 0 }
		]);
		expect(await accessOfPeople(test.db, stranger, '2026-12-24')).toEqual([]);
		const [task] = await test.db.select().from(accessTask).where(eq(accessTask.rightId, rightId));
		const taskId = task?.id ?? '';
		expect(await refusalOf(dismissAccessTask(test.db, desk, { taskId, reason: ' ' }, clock))).toBe(
			'Invalid errors_required'
		);
		await completeAccessTask(test.db, desk, { taskId }, clock);
		expect(await refusalOf(dismissAccessTask(test.db, desk, { taskId, reason: 'Ei' }, clock))).toBe(
			'Conflict rights_task_done_already'
		);
		expect(await rightsOf(test.db, mari.id)).toEqual([]);
	});
});

it('a task about an account that nobody knows is the whole town’s', async () => {
	const desk = await agent();
	const roleId = await group();
	const { id } = await beginComparison(
		test.db,
		desk,
		{ roleId, fileName: 'group.csv', bytes: csv(['Account', 'svc-nobody']) },
		clock
	);
	const [difference] = (await getComparison(test.db, desk, id)).rows;
	const differenceId = difference?.id ?? '';
	const decision = 'remove_from_directory' as const;
	await decideDifference(test.db, desk, { differenceId, decision, reason: 'x' }, clock);
	const [task] = await test.db.select().from(accessTask).where(eq(accessTask.sourceId, id));
	const taskId = task?.id ?? '';
	const far = actorOf(await town.addPerson('Far'), withRole('agent', [town.group.id]));
	expect(await refusalOf(completeAccessTask(test.db, far, { taskId }, clock))).toMatch(
		/^Forbidden/
	);
	expect(await refusalOf(dismissAccessTask(test.db, far, { taskId, reason: 'x' }, clock))).toMatch(
		/^Forbidden/
	);
	await completeAccessTask(test.db, desk, { taskId }, clock);
});
