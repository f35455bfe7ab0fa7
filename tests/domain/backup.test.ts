import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { createSetupLink } from '#lib/server/auth/setup-link.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { journalLength, migrateDatabase } from '#lib/server/db/migrate.ts';
import { readBackup } from '#scripts/backup/read-backup.ts';
import { tablesOf, writeBackup } from '#scripts/backup/write-backup.ts';
import {
	cloneDatabase,
	dropDatabase,
	testDatabase,
	type TestDatabase
} from '#tests/support/database.ts';
import { actorOf, smallTown, townNow } from '#tests/support/town.ts';

let folder: string;
let source: TestDatabase;
const quiet = () => undefined;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'abilaud-backup-'));
	source = await testDatabase();
	const town = await smallTown(source.db);
	const manager = await town.addPerson('Mari "Maret" Mägi\t\\N');
	const employee = await town.addPerson('Юри\nКаск', { managerId: manager.id });
	await source.db.transaction((tx) =>
		recordAudit(tx, {
			actor: actorOf(manager),
			action: 'person.changed',
			noun: 'person',
			recordId: employee.id,
			before: { name: 'Юри' },
			after: { name: 'Юри\nКаск' },
			at: townNow
		})
	);
	await source.sql`select nextval('service_request_number') from generate_series(1, 41)`;
	await mkdir(join(folder, 'files', 'ab'), { recursive: true });
	await writeFile(join(folder, 'files', 'ab', 'one'), new Uint8Array([0, 255, 10]));
});
afterAll(async () => {
	await source.close();
	await rm(folder, { recursive: true, force: true });
});

const order = (to: string) => ({ url: source.url, filesFolder: join(folder, 'files'), to });

/** A database as it is before the first start, gone after the work. */
async function inNewDatabase(work: (open: OpenDatabase & { url: string }) => Promise<void>) {
	const { name, ownerUrl: url } = await cloneDatabase('template1');
	const open = openDb(url, { max: 2 });
	try {
		await work({ ...open, url });
	} finally {
		await open.close();
		await dropDatabase(name);
	}
}

async function contents(open: OpenDatabase): Promise<Record<string, string>> {
	const result: Record<string, string> = {};
	for (const { name } of await tablesOf(open.sql)) {
		const rows = await open.sql`select t::text as row from ${open.sql(name)} t order by 1`;
		const text = rows.map((row) => String(row.row)).join('\n');
		result[name] = `${rows.length} ${createHash('sha256').update(text).digest('hex')}`;
	}
	return result;
}

describe('a backup', () => {
	it('goes on after a table whose last rows are long', async () => {
		await source.sql`
			insert into setting (key, value, updated_at)
			select 'long ' || n, to_jsonb(repeat('x', 100000)), now() from generate_series(1, 6) n`;
		const { tables } = await writeBackup(order(join(folder, 'long')), quiet);
		expect(tables.find(({ name }) => name === 'setting')?.rows).toBe(6);
		await source.sql`delete from setting where key like 'long %'`;
	});
});

describe('a restored backup', () => {
	it('has every row, every file, and goes on numbering', async () => {
		const from = join(folder, 'whole');
		await writeBackup(order(from), quiet);
		await inNewDatabase(async (target) => {
			const filesFolder = join(folder, 'restored');
			await readBackup({ from, url: target.url, filesFolder }, quiet);
			expect(await contents(target)).toEqual(await contents(source));
			expect(await contents(target)).toMatchObject({ person: expect.stringMatching(/^2 /) });
			expect(new Uint8Array(await readFile(join(filesFolder, 'ab', 'one')))).toEqual(
				new Uint8Array([0, 255, 10])
			);
			const [next] = await target.sql`select nextval('service_request_number')::int as number`;
			const [last] = await source.sql`select last_value::int as number from service_request_number`;
			expect(next?.number).toBe((last?.number as number) + 1);
		});
	});

	it('keeps its references and its append-only audit', async () => {
		const from = join(folder, 'rules');
		await writeBackup(order(from), quiet);
		await inNewDatabase(async (target) => {
			await readBackup({ from, url: target.url, filesFolder: join(folder, 'rules-files') }, quiet);
			await expect(target.sql`delete from unit`).rejects.toThrow(/foreign key/);
			await expect(target.sql`delete from audit_entry`).rejects.toThrow();
			const guards = (open: OpenDatabase) =>
				open.sql`select tgname, tgenabled from pg_trigger where not tgisinternal order by 1`;
			expect([...(await guards(target))]).toEqual([...(await guards(source))]);
		});
	});

	it('replaces what a first start left in the new database', async () => {
		const from = join(folder, 'started');
		await writeBackup(order(from), quiet);
		await inNewDatabase(async (target) => {
			await migrateDatabase(target.url);
			await createSetupLink(target.db, 'http://localhost');
			const filesFolder = join(folder, 'started-files');
			await readBackup({ from, url: target.url, filesFolder }, quiet);
			expect(await contents(target)).toEqual(await contents(source));
			await expect(target.sql`delete from audit_entry`).rejects.toThrow();
		});
	});

	it('of an older version is brought to this one', async () => {
		await inNewDatabase(async (older) => {
			const cut = join(folder, 'first-migration');
			await cp('drizzle', cut, { recursive: true });
			const journalFile = join(cut, 'meta', '_journal.json');
			const journal = JSON.parse(await readFile(journalFile, 'utf8')) as { entries: unknown[] };
			await writeFile(journalFile, JSON.stringify({ entries: journal.entries.slice(0, 1) }));
			await migrateDatabase(older.url, { folder: cut });
			await older.sql`insert into setting (key, value, updated_at) values ('a', '1', now())`;
			const from = join(folder, 'older');
			await writeBackup({ ...order(from), url: older.url }, quiet);
			await inNewDatabase(async (target) => {
				await readBackup({ from, url: target.url, filesFolder: join(folder, 'x') }, quiet);
				const rows = await target.sql`select value from setting where key = 'a'`;
				expect(rows).toHaveLength(1);
				const again = await migrateDatabase(target.url);
				expect(again).toEqual({ applied: 0, total: journalLength() });
			});
		});
	});
});

describe('a restore is refused', () => {
	it('when the database has people', async () => {
		const from = join(folder, 'in-use');
		await writeBackup(order(from), quiet);
		const before = await contents(source);
		const again = readBackup({ from, url: source.url, filesFolder: join(folder, 'y') }, quiet);
		await expect(again).rejects.toThrow('The database is in use');
		expect(await contents(source)).toEqual(before);
	});

	it('when a part was changed or is missing, naming it, and before anything is written', async () => {
		const from = join(folder, 'damaged');
		await writeBackup(order(from), quiet);
		await writeFile(join(from, 'tables', 'person.copy.gz'), 'other');
		await rm(join(from, 'files', 'ab', 'one'));
		await inNewDatabase(async (target) => {
			const restore = readBackup({ from, url: target.url, filesFolder: join(folder, 'z') }, quiet);
			await expect(restore).rejects.toThrow(
				/person\.copy\.gz was changed[^]*files\/ab\/one is missing/
			);
			const [row] = await target.sql`select to_regclass('person') is null as untouched`;
			expect(row?.untouched).toBe(true);
		});
	});

	it('when the backup was not finished', async () => {
		await mkdir(join(folder, 'half.unfinished'));
		const restore = readBackup(
			{ from: join(folder, 'half.unfinished'), url: source.url, filesFolder: folder },
			quiet
		);
		await expect(restore).rejects.toThrow('no complete backup');
	});
});
