import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { fixedClock } from '#lib/server/clock.ts';
import { loadSample } from '#scripts/sample/load-sample.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

let open: TestDatabase;
beforeAll(async () => {
	open = await testDatabase();
	const clock = fixedClock('2026-11-24T12:00:00Z');
	await loadSample(open.db, { clock, log: () => undefined, historyRequests: 60 });
}, 240_000);
afterAll(() => open.close());

const rows = async (query: ReturnType<typeof sql>) =>
	(await open.db.execute<Record<string, unknown>>(query)).map((row) => Object.values(row)[0]);

test('every status but one that nobody planned for is there', async () => {
	const found = await rows(sql`select distinct status from service_request order by 1`);
	expect(found).toEqual(
		expect.arrayContaining([
			'awaiting_approval',
			'confirmed',
			'fulfilled',
			'in_progress',
			'queued',
			'returned',
			'waiting_requester',
			'waiting_vendor'
		])
	);
});

test('no request was refused: each that was to be asked is there', async () => {
	expect(await rows(sql`select count(*)::int from service_request`)).toEqual([63]);
});

test('nothing happens after the day of loading, and no letter waits to be sent', async () => {
	expect(
		await rows(sql`select count(*)::int from request_event where at > '2026-11-24T12:00:00Z'`)
	).toEqual([0]);
	expect(
		await rows(sql`select count(*)::int from outbox_message where state in ('waiting', 'sending')`)
	).toEqual([0]);
});

test('the manager has approvals to decide, the agent has work, the teacher has something to confirm', async () => {
	const [waiting] = await rows(sql`select count(*)::int from approval a
		join person p on p.id = a.approver_id where a.pending and p.email = 'manager@linn.example'`);
	expect(waiting).toBeGreaterThanOrEqual(4);
	const [work] = await rows(sql`select count(*)::int from service_request r
		join person p on p.id = r.assignee_id where r.status = 'in_progress' and p.email = 'agent@linn.example'`);
	expect(work).toBeGreaterThanOrEqual(3);
	expect(
		await rows(sql`select r.status from service_request r join person p on p.id = r.requester_id
			where p.email = 'opetaja@linn.example' and r.title like '%KM-20117%'`)
	).toEqual(['fulfilled']);
});
