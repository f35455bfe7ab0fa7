import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { freePort } from '#scripts/postgres/running-server.ts';
import { startPortalProcess, type PortalProcess } from '#scripts/start/portal-process.ts';
import { cloneDatabase, dropDatabase } from '#tests/support/database.ts';
import { aNotice } from '#tests/support/notice-factories.ts';
import { ensureSampleTemplate } from '#tests/support/sample-template.ts';
import { visitorAs, withCookie, type Visitor } from '#tests/support/visitor.ts';
import { layWire, type DatabaseWire } from './database-wire.ts';

/** Each way to the database and back costs a page about a quarter of a millisecond of the portal's time. */
const MOST = 4;

let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let wire: DatabaseWire;
let portal: PortalProcess;
let open: OpenDatabase;
let own: number;
let notice: number;
const visitors: Record<string, Visitor> = {};

beforeAll(async () => {
	clone = await cloneDatabase(await ensureSampleTemplate());
	wire = await layWire(clone.url);
	const port = await freePort(null);
	portal = await startPortalProcess({
		DATABASE_URL: wire.url,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: undefined,
		SMTP_URL: undefined,
		ABILAUD_SAMPLE: '1',
		ABILAUD_JOBS: '0',
		LOG_LEVEL: 'error'
	});
	open = openDb(clone.url, { max: 2 });
	const get = (path: string, init: RequestInit = {}) =>
		fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
	const post = () => Promise.reject(new Error('Pages are only looked at here.'));
	const served = { ...open, get, post };
	for (const who of ['employee', 'agent']) visitors[who] = await visitorAs(served, who);
	const [request] = await open.sql<{ number: number }[]>`
		select number from service_request where requester_id = ${visitors.employee?.personId ?? ''}
		order by number desc limit 1`;
	own = request?.number ?? 0;
	const employeeId = visitors.employee?.personId ?? '';
	const told = { ownerId: visitors.agent?.personId ?? '', at: new Date(), readers: [employeeId] };
	notice = (await aNotice(open.db, { ...told, state: 'in_progress' })).number;
	expect((await withCookie(served, undefined).get('/sign-in')).status).toBe(200);
});
afterAll(async () => {
	await portal.stop();
	await open.close();
	await dropDatabase(clone.name);
});

/** What a page asks once texts are prepared and names are kept, as for everybody but the first. */
async function askedBy(visitor: Visitor | undefined, path: string): Promise<number> {
	const open = async () => {
		const answer = await visitor?.get(path);
		expect(answer?.status, path).toBe(200);
		await answer?.arrayBuffer();
	};
	for (let time = 0; time < 4; time += 1) await open();
	const before = wire.asked();
	await open();
	return wire.asked() - before;
}

it.each([
	['employee', '/'],
	['employee', '/requests'],
	['employee', 'own'],
	['employee', '/things'],
	['employee', '/notices'],
	['employee', 'notice'],
	['employee', '/services'],
	['employee', '/services?q=print'],
	['employee', '/api/search?q=print'],
	['employee', '/approvals'],
	['agent', '/admin/requests'],
	['agent', '/admin/requests?q=printer'],
	['agent', '/admin/requests?view=mine']
])('%s opens %s in at most four round trips', async (who, path) => {
	const address = { own: `/requests/${own}`, notice: `/notices/${notice}` };
	const asked = await askedBy(visitors[who], address[path as 'own'] ?? path);
	expect(asked).toBeLessThanOrEqual(MOST);
	// A page of which all is kept asks nothing; a wire that never saw anything counts nothing.
	expect(wire.asked()).toBeGreaterThan(0);
});
