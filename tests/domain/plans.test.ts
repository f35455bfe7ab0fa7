import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { listAudit } from '#lib/server/audit/list-audit.ts';
import { listOutbox } from '#lib/server/mail/list-outbox.ts';
import { listBell } from '#lib/server/notifications/bell.ts';
import { searchPortal } from '#lib/server/portal/search-portal.ts';
import { getApprovalsPage } from '#lib/server/requests/queries/approvals-page.ts';
import { homePage } from '#lib/server/requests/queries/home-page.ts';
import { listMyRequests } from '#lib/server/requests/queries/my-requests.ts';
import { queueRail } from '#lib/server/requests/queries/queue-rail.ts';
import { QUEUE_VIEWS } from '#lib/server/requests/queries/queue-views.ts';
import { listQueue } from '#lib/server/requests/queries/queue.ts';
import { getRequestPage } from '#lib/server/requests/queries/request-page.ts';
import { findActor } from '#lib/server/auth/actor-row.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { ensureSampleTemplate } from '#tests/support/sample-template.ts';

/** Tables that grow with every request; whoever reads one from end to end is slower each year. */
const GROWING = new Set([
	'service_request',
	'request_event',
	'approval',
	'approval_stage',
	'audit_entry',
	'outbox_message',
	'bell_entry'
]);

const COPIED = [
	'service_request',
	'request_event',
	'approval_stage',
	'approval',
	'bell_entry',
	'outbox_message'
];

const now = new Date();
const plain: ListState = { filters: {}, search: '', sort: 'promised' };
const asked: { text: string; values: unknown[] }[] = [];
let open: TestDatabase;
let agent: Actor;
let employee: Actor;
let own: number;

beforeAll(async () => {
	open = await testDatabase({ template: await ensureSampleTemplate(), max: 1 });
	await multiply(open);
	const actorOf = async (who: string) => {
		const [row] = await open.sql<{ id: string }[]>`
			select id from person where email = ${`${who}@linn.example`}`;
		const actor = row && (await findActor(open.db, row.id, now));
		if (!actor) throw new Error(`The sample has no ${who}.`);
		return actor;
	};
	agent = await actorOf('admin');
	employee = await actorOf('employee');
	const [request] = await open.sql<{ number: number }[]>`
		select number from service_request where requester_id = ${employee.personId} limit 1`;
	own = request?.number ?? 0;
	remember(open);
}, 180_000);
afterAll(() => open.close());

/** Tens of thousands of requests and as much of what hangs on them, made of the sample's; only their keys differ. */
async function multiply({ owner }: TestDatabase): Promise<void> {
	// The copies lead nowhere: only their number matters here.
	const leads = await owner<{ table: string; name: string }[]>`
		select conrelid::regclass::text as table, conname as name from pg_constraint
		where contype = 'f' and conrelid in (${owner.unsafe(
			COPIED.map((table) => `'${table}'::regclass`).join(', ')
		)})`;
	for (const { table, name } of leads)
		await owner.unsafe(`alter table ${table} drop constraint "${name}"`);
	for (const table of COPIED) await owner.unsafe(`alter table ${table} disable trigger user`);
	const copy = (table: string, keys: string, times: number) =>
		owner.unsafe(`insert into ${table}
			select (jsonb_populate_record(t, jsonb_build_object(${keys}))).*
			from ${table} t, generate_series(1, ${times}) n`);
	// Old ones have ended, as in any year: what is open stays as much as it was.
	await owner.unsafe(`insert into service_request
		select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(),
			'number', 1000000 + row_number() over (), 'submission_key', gen_random_uuid(),
			'submitted_at', t.submitted_at - make_interval(days => n)))).*
		from service_request t, generate_series(1, 100) n
		where t.status in ('confirmed', 'cancelled', 'rejected')`);
	await copy('request_event', `'id', gen_random_uuid(), 'request_id', gen_random_uuid()`, 15);
	await copy(
		'approval_stage',
		`'id', gen_random_uuid(), 'request_id', gen_random_uuid(), 'state', 'approved'`,
		100
	);
	await copy(
		'approval',
		`'id', gen_random_uuid(), 'stage_id', gen_random_uuid(), 'request_id', gen_random_uuid(), 'pending', false`,
		100
	);
	await copy('bell_entry', `'id', gen_random_uuid(), 'record_id', gen_random_uuid()`, 10);
	await copy('outbox_message', `'id', gen_random_uuid(), 'dedupe_key', gen_random_uuid()`, 15);
	await owner.unsafe('analyze');
}

/** Keeps what is asked from now on, so that its plan can be looked at. */
function remember({ db }: TestDatabase): void {
	const { $client } = db;
	const { unsafe } = $client;
	$client.unsafe = ((text: string, values: unknown[] = [], options = {}) => {
		asked.push({ text, values });
		return unsafe(text, values as [], options);
	}) as typeof unsafe;
}

type PlanNode = {
	'Node Type': string;
	'Relation Name'?: string;
	Filter?: string;
	Plans?: PlanNode[];
};

/** Tables read from end to end; the first thousand rows, whichever they are, are no reading to the end. */
function scanned(node: PlanNode, parent?: PlanNode): string[] {
	const some = parent?.['Node Type'] === 'Limit' && node.Filter === undefined;
	const whole = node['Node Type'] === 'Seq Scan' && !some ? (node['Relation Name'] ?? '') : '';
	return [whole, ...(node.Plans ?? []).flatMap((child) => scanned(child, node))];
}

/** Growing tables that the queries of `work` read from end to end. */
async function readWhole(work: () => Promise<unknown>): Promise<string[]> {
	asked.length = 0;
	await work();
	const queries = asked.splice(0);
	expect(queries.length).toBeGreaterThan(0);
	const found: string[] = [];
	for (const { text, values } of queries) {
		const [row] = await open.sql.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
			`explain (format json) ${text}`,
			values as []
		);
		const plan = row?.['QUERY PLAN'][0]?.Plan;
		if (!plan) throw new Error(`No plan of ${text}`);
		found.push(...scanned(plan).filter((table) => GROWING.has(table)));
	}
	asked.length = 0;
	return found;
}

const shown = (state: Partial<ListState>) => ({ ...plain, ...state });

it('would notice a query that reads a growing table from end to end', async () => {
	const careless = () =>
		open.sql.unsafe(`select count(*) from service_request where title like $1`, ['%a']);
	expect(await readWhole(careless)).toEqual(['service_request']);
});

it.each<[string, () => Promise<unknown>]>([
	['home', () => homePage(open.db, employee, now)],
	['own requests', () => listMyRequests(open.db, employee, shown({ sort: 'turn' }), now)],
	[
		'own requests by words',
		() => listMyRequests(open.db, employee, shown({ sort: 'turn', search: 'printer' }), now)
	],
	['one request', () => getRequestPage(open.db, employee, own, now)],
	['approvals', () => getApprovalsPage(open.db, employee, now)],
	['search', () => searchPortal(open.db, employee, 'printer', { locale: 'et', limit: 5 })],
	['what stands beside the queue', () => queueRail(open.db, agent, now)],
	...QUEUE_VIEWS.map((view): [string, () => Promise<unknown>] => [
		`queue: ${view}`,
		() => listQueue(open.db, agent, shown({ filters: { view: [view] } }), now)
	]),
	['queue by number', () => listQueue(open.db, agent, shown({ sort: 'number' }), now)],
	['queue by rare words', () => listQueue(open.db, agent, shown({ search: 'kohvimasin' }), now)],
	['queue of a number', () => listQueue(open.db, agent, shown({ search: String(own) }), now)],
	['bell', () => listBell(open.db, employee, { locale: 'et', clock: fixedClock(now) })],
	['outbox', () => listOutbox(open.db, agent, shown({ sort: 'newest' }), fixedClock(now))],
	['audit', () => listAudit(open.db, agent, shown({ sort: 'newest' }), fixedClock(now))]
])('%s reads no growing table from end to end', async (_, work) => {
	expect(await readWhole(work)).toEqual([]);
});
