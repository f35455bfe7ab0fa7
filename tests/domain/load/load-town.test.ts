import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { verifyAudit } from '#lib/server/audit/verify-audit.ts';
import { DESK_STATUSES, REQUEST_STATUSES } from '#lib/requests/statuses.ts';
import { loadTown } from '#scripts/load/load-town.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';

const now = new Date('2026-11-24T10:00:00Z');
const load = (url: string, seed: number) =>
	loadTown(url, {
		people: 120,
		requests: 700,
		seed,
		now,
		passwords: false,
		progress: () => undefined
	});

let database: TestDatabase;
let indexesBefore: string[];

beforeAll(async () => {
	database = await testDatabase();
	indexesBefore = await schemaOf(database);
	await load(database.ownerUrl, 7);
}, 120_000);

afterAll(() => database.close());

/** Every index and reference, to see that all of them are back. */
async function schemaOf({ sql }: TestDatabase): Promise<string[]> {
	const rows = await sql<{ line: string }[]>`
		select indexdef as line from pg_indexes where schemaname = 'public'
		union all
		select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
		where connamespace = 'public'::regnamespace
		order by 1`;
	return rows.map((row) => row.line);
}

const count = async (question: string): Promise<number> => {
	const [row] = await database.sql.unsafe<{ n: number }[]>(
		`select count(*)::int as n from ${question}`
	);
	return row?.n ?? -1;
};
const list = (statuses: readonly string[]) => statuses.map((status) => `'${status}'`).join(', ');

test('every status is there, and the numbers have no gap', async () => {
	const rows = await database.sql<
		{ status: string }[]
	>`select distinct status from service_request`;
	expect(rows.map((row) => row.status).sort()).toEqual([...REQUEST_STATUSES].sort());
	expect(await count('service_request where number between 1001 and 1700')).toBe(700);
	const [next] = await database.sql`select nextval('service_request_number')::int as number`;
	expect(next?.number).toBe(1701);
});

/** What would be wrong with a request; none may be found. */
const WRONG: Record<string, string> = {
	'holder does not fit the status': `service_request where holder <> case
		when status = 'awaiting_approval' then 'approvers' when status = 'queued' then 'desk'
		when status = 'in_progress' then 'agent' when status = 'waiting_vendor' then 'vendor'
		when status in ('returned', 'waiting_requester', 'fulfilled') then 'requester' else 'nobody' end`,
	'requester holds it under another name': `service_request
		where holder = 'requester' and held_by_id <> requester_id`,
	'agent holds it who is not its assignee': `service_request
		where holder = 'agent' and (held_by_id is distinct from assignee_id or held_by_name is null)`,
	'waits for approval without exactly one open stage': `service_request r
		where (status = 'awaiting_approval') <> (1 = (select count(*) from approval_stage s
			where s.request_id = r.id and s.state = 'open'))`,
	'open stage without a pending approver, or closed with one': `approval_stage s
		where (state = 'open') <> exists (select from approval a where a.stage_id = s.id and a.pending)`,
	'approved stage without enough approvals': `approval_stage s where state = 'approved'
		and needed > (select count(*) from approval a where a.stage_id = s.id and a.decision = 'approved')`,
	'decides about own request': `approval a join service_request r on r.id = a.request_id
		where a.approver_id in (r.requester_id, r.beneficiary_id)`,
	'at the desk before all agreed': `service_request r where status in (${list(DESK_STATUSES)})
		and exists (select from approval_stage s where s.request_id = r.id and s.state in ('open', 'pending')
			and s.round = (select max(round) from approval_stage l where l.request_id = r.id))`,
	'at the desk without tasks': `service_request r where status in (${list(DESK_STATUSES)})
		and not exists (select from request_task t where t.request_id = r.id)`,
	'fulfilled with an open task': `service_request r where status in ('fulfilled', 'confirmed')
		and exists (select from request_task t where t.request_id = r.id and t.done_at is null)`,
	'done before what it needs': `request_task t join request_task n on n.request_id = t.request_id
		and n.key = any (t.needs) where t.done_at is not null and (n.done_at is null or n.done_at > t.done_at)`,
	'fulfilled but never to confirm itself': `service_request where status = 'fulfilled'
		and (confirms_itself_at is null or confirms_itself_at <= '${now.toISOString()}')`,
	'closed without a day, or open with one': `service_request where (closed_at is not null)
		<> (status in ('confirmed', 'rejected', 'cancelled'))`,
	'paused without an open pause': `service_request r where (paused_since is not null)
		<> exists (select from request_pause p where p.request_id = r.id and p.until is null)`,
	'first event is not its sending': `service_request r where 'submitted' <> (select kind from request_event e
		where e.request_id = r.id order by at, id limit 1)`,
	'last event is later than it says': `service_request r
		where last_event_at < (select max(at) from request_event e where e.request_id = r.id)`,
	'something of the future': `request_event where at > '${now.toISOString()}'`,
	'not in the log': `service_request r where not exists (select from audit_entry a
		where a.noun = 'request' and a.record_id = r.id::text and a.action = 'request.submitted')`,
	'not to be found by its number': `service_request
		where not search @@ to_tsquery('simple', number::text)`,
	'gave a right that is not there': `request_task t where effect ->> 'kind' = 'grant_right'
		and result ->> 'ids' not in ('held', '') and not exists (
			select from access_right a where a.request_id = t.request_id and position(a.id::text in t.result ->> 'ids') > 0)`,
	'item in use by nobody': `item where state = 'in_use' and holder_id is null`,
	'more seats than were bought': `software_product p where licensed
		and (select coalesce(sum(quantity), 0) from software_licence l where l.product_id = p.id)
		< (select count(*) from software_seat s where s.product_id = p.id and s.released_at is null)`,
	'manager is not there': `person p where manager_id is null and unit_id in
		(select id from unit where parent_id is not null)`
};

test.each(Object.entries(WRONG))('no request where: %s', async (_name, question) => {
	expect(await count(question)).toBe(0);
});

test('the audit log holds together and runs in the order of time', async () => {
	const verdict = await verifyAudit(database.db, systemActor);
	expect(verdict).toMatchObject({ ok: true });
	expect(verdict.ok && verdict.count).toBeGreaterThan(3000);
	const backwards = `(select at < lag(at) over (order by seq) as is_back from audit_entry
		where noun = 'request') a where is_back`;
	expect(await count(backwards)).toBe(0);
});

test('indexes and references are back', async () => {
	expect(await schemaOf(database)).toEqual(indexesBefore);
});

test('the same seed gives the same town, another seed another', async () => {
	const [again, other] = await Promise.all([testDatabase(), testDatabase()]);
	try {
		await Promise.all([load(again.ownerUrl, 7), load(other.ownerUrl, 8)]);
		const [first, second, third] = await Promise.all([database, again, other].map(fingerprint));
		expect(second).toBe(first);
		expect(third).not.toBe(first);
	} finally {
		await Promise.all([again.close(), other.close()]);
	}
});

async function fingerprint({ sql }: TestDatabase): Promise<string> {
	const [row] = await sql<{ hash: string }[]>`
		select md5(
			(select string_agg(concat_ws('|', id, number, title, status, requester_id, promised_at, answers,
				held_by_name, revision, search), ',' order by number) from service_request)
			|| (select string_agg(concat_ws('|', id, request_id, at, kind, data), ',' order by id) from request_event)
			|| (select string_agg(concat_ws('|', id, name, email, manager_id), ',' order by id) from person)
			|| (select string_agg(concat_ws('|', id, person_id, role_id, ended_at), ',' order by id) from access_right)
		) as hash`;
	return row?.hash ?? '';
}

test('a second load into the same database is refused', async () => {
	await expect(load(database.ownerUrl, 9)).rejects.toThrow('loaded before');
});
