import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '#scripts/postgres/running-server.ts';
import { startPortalProcess, type PortalProcess } from '#scripts/start/portal-process.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { cloneDatabase, dropDatabase } from '#tests/support/database.ts';
import { ensureSampleTemplate } from '#tests/support/sample-template.ts';
import { visitorAs, type Visitor } from '#tests/support/visitor.ts';
import { filledAccessForm, numberSent } from './asking.ts';
import { layWire, type DatabaseWire } from './database-wire.ts';
import { wordsOf } from './page-text.ts';

let clone: { name: string; url: string };
let wire: DatabaseWire;
let portal: PortalProcess;
let direct: OpenDatabase;
let employee: Visitor;
let origin: string;
let hasEnded = false;

beforeAll(async () => {
	clone = await cloneDatabase(await ensureSampleTemplate());
	wire = await layWire(clone.url);
	const port = await freePort(null);
	origin = `http://127.0.0.1:${port}`;
	portal = await startPortalProcess({
		DATABASE_URL: wire.url,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: undefined,
		SMTP_URL: undefined,
		ABILAUD_SAMPLE: '1',
		ABILAUD_JOBS: '1',
		LOG_LEVEL: 'fatal'
	});
	void portal.ended.then(() => (hasEnded = true));
	direct = openDb(clone.url, { max: 2 });
	const get = (path: string, init: RequestInit = {}) =>
		fetch(origin + path, { redirect: 'manual', ...init });
	employee = await visitorAs(
		{
			...direct,
			get,
			post: (path, form, init = {}) => {
				const headers = new Headers(init.headers);
				headers.set('origin', origin);
				const body = form instanceof FormData ? form : new URLSearchParams(form);
				return get(path, { method: 'POST', ...init, headers, body });
			}
		},
		'employee'
	);
});
afterAll(async () => {
	await portal.stop();
	await direct.close();
	await dropDatabase(clone.name);
});

const healthy = async () => (await fetch(`${origin}/healthz`)).status;

describe('while the database is away', () => {
	it('pages say so, forms are not taken, nothing crashes, and all returns by itself', async () => {
		expect(await healthy()).toBe(200);
		const form = await filledAccessForm(employee);

		await wire.cut();
		const page = await employee.get('/requests');
		expect(page.status).toBe(503);
		expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(page.headers.get('content-type')).toContain('text/html');
		expect(wordsOf(await page.text())).not.toMatch(/ECONN|postgres|select /i);
		const sent = await employee.post('/services/system-access?/send', form);
		expect(sent.status).toBe(503);
		const data = await employee.get('/api/search?q=vpn', {
			headers: { accept: 'application/json' }
		});
		expect(data.status).toBe(503);
		expect(await healthy()).toBe(503);
		// Files of the portal itself need no database.
		expect((await employee.get('/robots.txt')).status).toBe(200);

		await wire.mend();
		await vi.waitFor(async () => expect(await healthy()).toBe(200), {
			timeout: 30_000,
			interval: 200
		});
		expect((await employee.get('/requests')).status).toBe(200);
		const number = numberSent(await employee.post('/services/system-access?/send', form));
		const [made] = await direct.sql`
			select count(*)::int as made from service_request where number = ${number}`;
		expect(made).toEqual({ made: 1 });
		expect(hasEnded).toBe(false);
	});

	it('also when connections break while pages are being made', async () => {
		const asks = Array.from({ length: 40 }, (_, n) =>
			employee.get(n % 2 ? '/' : '/requests').then((answer) => answer.status)
		);
		await direct.sql`
			select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`;
		const statuses = await Promise.all(asks);
		expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
		await vi.waitFor(async () => expect(await healthy()).toBe(200), {
			timeout: 30_000,
			interval: 200
		});
		expect((await employee.get('/')).status).toBe(200);
		expect(hasEnded).toBe(false);
	});
});
