import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { saveSetting } from '#lib/server/settings/settings.ts';
import { freePort } from '#scripts/postgres/running-server.ts';
import { startPortalProcess, type PortalProcess } from '#scripts/start/portal-process.ts';
import { cloneDatabase, dropDatabase } from '#tests/support/database.ts';
import { aNotice, aText } from '#tests/support/notice-factories.ts';
import { smallTown } from '#tests/support/town.ts';
import { layWire, type DatabaseWire } from './database-wire.ts';

let clone: { name: string; url: string; ownerUrl: string };
let wire: DatabaseWire;
let portal: PortalProcess;
let direct: OpenDatabase;
let origin: string;

beforeAll(async () => {
	clone = await cloneDatabase();
	wire = await layWire(clone.url);
	const port = await freePort(null);
	origin = `http://127.0.0.1:${port}`;
	portal = await startPortalProcess({
		DATABASE_URL: wire.url,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: undefined,
		SMTP_URL: undefined,
		ABILAUD_JOBS: '0',
		LOG_LEVEL: 'fatal'
	});
	direct = openDb(clone.url, { max: 2 });
	const town = await smallTown(direct.db);
	const { id: ownerId } = await town.addPerson('Owner');
	const told = { ownerId, at: new Date(), kind: 'outage', state: 'in_progress' } as const;
	await aNotice(direct.db, {
		...told,
		texts: { et: aText('Koduleht <ei avane>'), ru: aText('Сайт не открывается') },
		row: { isPublic: true }
	});
	await aNotice(direct.db, {
		...told,
		texts: { et: aText('Sisemine asi'), ru: aText('Внутреннее дело') }
	});
});
afterAll(async () => {
	await portal.stop();
	await direct.close();
	await dropDatabase(clone.name);
});

const status = (query = '') =>
	fetch(`${origin}/status${query}`, { headers: { accept: 'text/html', 'accept-language': 'et' } });

it('is closed until it is opened, says what is public and nothing else, and outlives the database', async () => {
	expect((await status()).status).toBe(404);

	await saveSetting(direct.db, systemActor, 'statusPage', true);
	await expect.poll(async () => (await status()).status).toBe(200);
	const page = await (await status()).text();
	expect(page).toContain('Koduleht &lt;ei avane&gt;');
	expect(page).not.toContain('Sisemine asi');
	expect(page).not.toContain('<script');
	const russian = await (await status('?in=ru')).text();
	expect(russian).toContain('lang="ru"');
	expect(russian).toContain('Сайт не открывается');

	await wire.cut();
	await expect
		.poll(async () => (await (await status()).text()).includes('Uuemat ei saa praegu lugeda'), {
			timeout: 20_000
		})
		.toBe(true);
	const old = await (await status()).text();
	expect(old).toContain('Koduleht');
	await wire.mend();
});

it('is written as files for a host elsewhere', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'abilaud-status-'));
	try {
		await promisify(execFile)(process.execPath, ['scripts/status-export.ts', '--out', folder], {
			env: { ...process.env, DATABASE_URL: clone.url }
		});
		const read = (name: string) => readFile(join(folder, name), 'utf8');
		expect(await read('index.html')).toContain('Koduleht');
		expect(await read('index.html')).toContain('href="ru.html"');
		expect(await read('ru.html')).toContain('href="index.html"');
		expect(await read('en.html')).toContain('lang="et"');
		expect(await read('en.html')).not.toContain('Sisemine');
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
