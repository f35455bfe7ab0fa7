import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { verifyAudit } from '#lib/server/audit/verify-audit.ts';
import { openDb } from '#lib/server/db/client.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { settlePortalRole } from '#lib/server/db/portal-role.ts';
import { databaseHome } from '#scripts/postgres/home.ts';
import { readPidFile } from '#scripts/postgres/running-server.ts';
import { serverUser } from '#scripts/postgres/server-user.ts';
import { useEmbeddedServer, type EmbeddedServer } from '#scripts/postgres/server.ts';

let folder: string;
let server: EmbeddedServer;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'abilaud-killed-'));
	server = await useEmbeddedServer(folder);
	await migrateDatabase(server.url);
}, 120_000);
afterAll(async () => {
	await server.release();
	const home = databaseHome(folder, serverUser());
	await rm(home.folder, { recursive: true, force: true });
	await rm(folder, { recursive: true, force: true });
}, 60_000);

const auditor = { ...systemActor, roles: [{ role: 'auditor' as const, unitIds: null }] };

// A process of its own, as the portal is one: what it says was committed.
const program = `
import { systemActor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { openDb } from '#lib/server/db/client.ts';
const { db } = openDb(process.env.URL, { max: 3 });
const write = async (worker) => {
	for (let n = 0; ; n += 1) {
		const recordId = process.env.NAME + '-' + worker + '-' + n;
		const event = { actor: systemActor, action: 'x.done', noun: 'x', recordId, at: new Date() };
		await db.transaction((tx) => recordAudit(tx, event));
		process.stdout.write(recordId + '\\n');
	}
};
await Promise.allSettled([1, 2, 3].map(write));
`;

function startWriter(url: string, name: string) {
	const mend = pathToFileURL(resolve('scripts/mend-postgres.ts')).href;
	const child = spawn(
		process.execPath,
		[
			'--disable-warning=ExperimentalWarning',
			`--import=${mend}`,
			'--input-type=module',
			'-e',
			program
		],
		{ env: { ...process.env, URL: url, NAME: name }, stdio: ['ignore', 'pipe', 'inherit'] }
	);
	const said: string[] = [];
	const lines = createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
	const ended = once(lines, 'close');
	const end = async () => {
		child.kill('SIGKILL');
		await ended;
		return said;
	};
	return { lines, end };
}

it('an embedded database that was killed comes back with everything that was committed', async () => {
	const committed: string[] = [];
	for (let kill = 0; kill < 3; kill += 1) {
		const access = await settlePortalRole(server.url);
		expect(access.guard).toBe('role');
		const writer = startWriter(access.url, `${kill}`);
		await once(writer.lines, 'line');
		await sleep(150 + Math.random() * 400);
		const pid = readPidFile(databaseHome(folder, serverUser()))?.pid ?? 0;
		process.kill(pid, 'SIGKILL');
		await sleep(100);
		committed.push(...(await writer.end()));
		if (kill === 0) expect(await server.revive()).toBe(true);
		// What another `npm start` does, whose predecessor was killed together with the database.
		else server = await useEmbeddedServer(folder);
		expect(await migrateDatabase(server.url)).toMatchObject({ applied: 0 });
	}
	const { db, sql, close } = openDb(server.url, { max: 1 });
	const rows = await sql<{ id: string }[]>`select record_id as id from audit_entry`;
	const found = new Set(rows.map(({ id }) => id));
	expect(committed.filter((id) => !found.has(id))).toEqual([]);
	expect(committed.length).toBeGreaterThan(10);
	expect(await verifyAudit(db, auditor)).toMatchObject({ ok: true, count: rows.length });
	await close();
}, 120_000);
