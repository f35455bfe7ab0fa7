import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { accessTasksShape } from '#lib/access/task-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor } from '#lib/people/actor.ts';
import { rightsShape } from '#lib/systems/list-shapes.ts';
import { listComparisons } from '#lib/server/access/comparison/read-comparison.ts';
import { exportAccessTasks, countAccessTasks } from '#lib/server/access/tasks/list-access-tasks.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { exportRights } from '#lib/server/systems/list-rights.ts';
import { loadSample } from '#scripts/sample/load-sample.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

const clock = fixedClock('2026-11-24T12:00:00Z');
const today = '2026-11-24';
let open: TestDatabase;
beforeAll(async () => {
	open = await testDatabase();
	await loadSample(open.db, { clock, log: () => undefined, historyRequests: 20 });
}, 240_000);
afterAll(() => open.close());

async function counted(query: ReturnType<typeof sql>): Promise<number> {
	const [row] = await open.db.execute<{ count: number }>(query);
	return row?.count ?? -1;
}

async function shownRights(query: string): Promise<number> {
	let count = 0;
	const state = parseListState(rightsShape, new URLSearchParams(query));
	for await (const _ of exportRights(open.db, systemActor, state, clock)) count++;
	return count;
}

test('the town has fourteen information systems, 45 roles and at least 900 rights', async () => {
	expect(
		await counted(sql`select count(*)::int from information_system where kind = 'system'`)
	).toBe(14);
	expect(await counted(sql`select count(*)::int from system_role`)).toBe(45);
	expect(await counted(sql`select count(*)::int from access_right`)).toBeGreaterThanOrEqual(900);
});

test.each([
	['', sql`true`],
	['state=live', sql`r.ended_at is null`],
	['state=ended', sql`r.ended_at is not null`],
	['state=to_come', sql`r.ended_at is null and r.valid_from > ${today}`],
	[
		'state=valid',
		sql`r.ended_at is null and r.valid_from <= ${today}
			and (r.valid_until is null or r.valid_until >= ${today})`
	],
	[
		'fact=expiring',
		sql`r.ended_at is null and r.valid_until between ${today} and ${today}::date + 29`
	],
	['fact=overdue', sql`r.ended_at is null and r.valid_until < ${today}`],
	['fact=no_request', sql`r.ended_at is null and r.request_id is null`],
	[
		'fact=left',
		sql`r.ended_at is null and exists (
			select from person p where p.id = r.person_id and p.status = 'left')`
	],
	['risk=high', sql`exists (select from system_role o where o.id = r.role_id and o.risk = 'high')`],
	[
		'fact=conflict',
		sql`r.ended_at is null and (
			exists (select from role_conflict c join access_right o on o.role_id = c.other_id
				where c.role_id = r.role_id and o.person_id = r.person_id and o.ended_at is null)
			or exists (select from role_conflict c join access_right o on o.role_id = c.role_id
				where c.other_id = r.role_id and o.person_id = r.person_id and o.ended_at is null))`
	]
])('the list of rights shows as many for "%s" as the tables have', async (query, where) => {
	const there = await counted(sql`select count(*)::int from access_right r where ${where}`);
	expect(await shownRights(query)).toBe(there);
	if (['state=to_come', 'fact=conflict', 'fact=expiring'].includes(query))
		expect(there).toBeGreaterThan(0);
});

test('the list of tasks shows as many as the tables have', async () => {
	for (const [query, where] of [
		['state=open', sql`done_at is null`],
		['state=overdue', sql`done_at is null and due_on < ${today}`],
		['source=own_wish', sql`source = 'own_wish'`]
	] as const) {
		let count = 0;
		const state = parseListState(accessTasksShape, new URLSearchParams(query));
		for await (const _ of exportAccessTasks(open.db, systemActor, state, clock)) count++;
		expect(count).toBe(await counted(sql`select count(*)::int from access_task where ${where}`));
		expect(count).toBeGreaterThan(0);
	}
	expect(await countAccessTasks(open.db, systemActor)).toBe(
		await counted(sql`select count(*)::int from access_task where done_at is null`)
	);
});

test('a comparison is half decided', async () => {
	const [made] = await listComparisons(open.db, systemActor);
	expect(made?.decided).toBe(2);
	expect(made?.differences).toBe(6);
});
