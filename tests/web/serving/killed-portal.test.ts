import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { verifyAudit } from '#lib/server/audit/verify-audit.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { freePort } from '#scripts/postgres/running-server.ts';
import { startPortalProcess, type PortalProcess } from '#scripts/start/portal-process.ts';
import { cloneDatabase, dropDatabase } from '#tests/support/database.ts';
import { ensureSampleTemplate } from '#tests/support/sample-template.ts';
import { visitorAs, type Visitor } from '#tests/support/visitor.ts';
import { filledAccessForm, numberSent } from '../asking.ts';

const KILLS = 4;
let clone: { name: string; url: string };
let port: number;
let portal: PortalProcess;
let direct: OpenDatabase;
let employee: Visitor;
let manager: Visitor;

/** What was answered with success; everything else may have happened or not. */
const filed: number[] = [];
const decided: string[] = [];

const start = () =>
	startPortalProcess({
		DATABASE_URL: clone.url,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: undefined,
		SMTP_URL: undefined,
		ABILAUD_SAMPLE: '1',
		ABILAUD_JOBS: '1',
		LOG_LEVEL: 'fatal'
	});

beforeAll(async () => {
	clone = await cloneDatabase(await ensureSampleTemplate());
	port = await freePort(null);
	portal = await start();
	direct = openDb(clone.url, { max: 4 });
	const origin = `http://127.0.0.1:${port}`;
	const get = (path: string, init: RequestInit = {}) =>
		fetch(origin + path, { redirect: 'manual', ...init });
	const served = {
		...direct,
		get,
		post: (path: string, form: Record<string, string> | FormData, init: RequestInit = {}) => {
			const headers = new Headers(init.headers);
			headers.set('origin', origin);
			const body = form instanceof FormData ? form : new URLSearchParams(form);
			return get(path, { method: 'POST', ...init, headers, body });
		}
	};
	employee = await visitorAs(served, 'employee');
	manager = await visitorAs(served, 'manager');
});
afterAll(async () => {
	await portal.stop();
	await direct.close();
	await dropDatabase(clone.name);
});

/** Asks again and again until the portal is gone. A connection that breaks is what this is about. */
async function until(gone: AbortSignal, act: () => Promise<void>): Promise<void> {
	while (!gone.aborted) {
		await act().catch((problem: unknown) => {
			if (!(problem instanceof TypeError)) throw problem;
		});
	}
}

async function file(): Promise<void> {
	const form = await filledAccessForm(employee);
	filed.push(numberSent(await employee.post('/services/system-access?/send', form)));
}

async function decide(): Promise<void> {
	const [open] = await direct.sql<{ number: number; stage: string }[]>`
		select r.number, s.id as stage from approval_stage s
			join service_request r on r.id = s.request_id
			join approval a on a.stage_id = s.id
		where s.state = 'open' and a.pending and a.approver_id = ${manager.personId}
			and r.requester_id = ${employee.personId} and r.status = 'awaiting_approval'
		order by r.number desc limit 1`;
	if (!open) return sleep(20);
	const form = { number: String(open.number), stageId: open.stage, decision: 'approved' };
	const answer = await manager.post('/approvals?/one', form);
	await answer.text();
	if (answer.status === 200) decided.push(open.stage);
}

it(`what was answered with success is there after ${KILLS} kills at any moment, and nothing by half`, async () => {
	for (let kill = 0; kill < KILLS; kill += 1) {
		const gone = new AbortController();
		const work = Promise.all([
			until(gone.signal, file),
			until(gone.signal, file),
			until(gone.signal, decide)
		]);
		// The first kill waits until there is something to lose, however busy the machine is.
		while (kill === 0 && (filed.length === 0 || decided.length === 0)) await sleep(20);
		await sleep(400 + Math.random() * 1200);
		process.kill(portal.pid, 'SIGKILL');
		gone.abort();
		await work;
		await portal.ended;
		portal = await start();
	}
	expect(filed.length).toBeGreaterThan(0);
	expect(decided.length).toBeGreaterThan(0);

	const kept = await direct.sql<{ number: number }[]>`
		select number from service_request where number in ${direct.sql(filed)} order by number`;
	expect(kept.map(({ number }) => number)).toEqual(filed.toSorted((a, b) => a - b));
	const closed = await direct.sql`
		select id from approval where stage_id in ${direct.sql(decided)} and decision = 'approved'`;
	expect(closed.length).toBeGreaterThanOrEqual(decided.length);

	const halves = await direct.sql`
		select 'a request without its record' as what, r.number::text as which from service_request r
		where not exists (select from audit_entry a
			where a.noun = 'request' and a.record_id = r.id::text and a.action = 'request.submitted')
		union all select 'a record without its request', a.record_id from audit_entry a
		where a.action = 'request.submitted'
			and not exists (select from service_request r where r.id::text = a.record_id)
		union all select 'a request without its event', r.number::text from service_request r
		where not exists (select from request_event e where e.request_id = r.id)
		union all select 'a waiting request without a stage', r.number::text from service_request r
		where r.status = 'awaiting_approval' and not exists (select from approval_stage s
			where s.request_id = r.id and s.state = 'open')
		union all select 'a decision without its record', p.id::text
		from approval p join approval_stage s on s.id = p.stage_id
		where p.decision is not null and p.decided_by_id is not null and not exists (
			select from audit_entry a where a.noun = 'request' and a.record_id = s.request_id::text
				and a.action = 'approval.' || p.decision)
		union all select 'a letter about nothing', o.id::text from outbox_message o
		where o.noun = 'request'
			and not exists (select from service_request r where r.id::text = o.record_id)
		union all select 'a request that its approver was not told of', r.number::text
		from service_request r
		where r.number in ${direct.sql(filed)}
			and not exists (select from outbox_message o
				where o.noun = 'request' and o.record_id = r.id::text)
			and not exists (select from bell_entry b
				where b.noun = 'request' and b.record_id = r.id::text)`;
	expect([...halves]).toEqual([]);
	const auditor = { ...systemActor, roles: [{ role: 'auditor' as const, unitIds: null }] };
	expect(await verifyAudit(direct.db, auditor)).toMatchObject({ ok: true });
}, 180_000);
