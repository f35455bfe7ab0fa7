import { createReadStream } from 'node:fs';
import { cp, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import postgres from 'postgres';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { UsageError } from '../terminal/run-script.ts';
import type { Progress } from '../terminal/steps.ts';
import { readManifest, verifyParts, type Manifest } from './manifest.ts';
import { tablesOf } from './write-backup.ts';

/** Where a backup is restored from and to. */
export type RestoreOrder = { from: string; url: string; filesFolder: string };

/**
 * Restores a backup into a database without people, and the files beside it. The parts are
 * checked first; the rows come in one transaction, so a failed restore leaves the database
 * empty. A backup of an older version is brought to the schema of this one. Throws UsageError
 * for a damaged backup, one of a newer version, and a database that is in use.
 */
export async function readBackup(order: RestoreOrder, progress: Progress): Promise<Manifest> {
	const manifest = readManifest(order.from);
	progress('checking the parts');
	await verifyParts(order.from, manifest);
	await requireEmpty(order.url);
	await migrateTo(order.url, manifest.migrations.length);
	const sql = postgres(order.url, { max: 1, onnotice: () => undefined });
	try {
		await requireSameHistory(sql, manifest);
		await restoreFiles(order, manifest, progress);
		await sql.begin((tx) => restoreDatabase(tx, order.from, manifest, progress));
		await sql`analyze`;
	} finally {
		await sql.end({ timeout: 5 });
	}
	await migrateDatabase(order.url);
	return manifest;
}

async function requireEmpty(url: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		const [table] = await sql<{ found: boolean }[]>`
			select to_regclass('public.person') is not null as found`;
		if (!table?.found) return;
		const [row] = await sql<{ used: boolean }[]>`select exists (select from person) as used`;
		if (row?.used) {
			throw new UsageError(
				'The database is in use: there are people in it. Restore into an empty one, ' +
					'named by DATABASE_URL, or into another DATA_DIR.'
			);
		}
	} finally {
		await sql.end({ timeout: 5 });
	}
}

// Migrates as far as the backup was, so that its columns fit; the rest follows after the rows.
async function migrateTo(url: string, count: number): Promise<void> {
	const journalFile = join('meta', '_journal.json');
	const journal = JSON.parse(await readFile(resolve('drizzle', journalFile), 'utf8')) as {
		entries: unknown[];
	};
	if (journal.entries.length < count) {
		throw new UsageError('The backup is of a newer version than this one. Update first.');
	}
	const folder = await mkdtemp(join(tmpdir(), 'abilaud-migrations-'));
	try {
		await cp('drizzle', folder, { recursive: true });
		const cut = { ...journal, entries: journal.entries.slice(0, count) };
		await writeFile(join(folder, journalFile), JSON.stringify(cut));
		await migrateDatabase(url, { folder });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function requireSameHistory(sql: postgres.Sql, manifest: Manifest): Promise<void> {
	const applied = await sql<{ hash: string }[]>`
		select hash from public.schema_migration order by id`;
	if (applied.length > manifest.migrations.length) {
		throw new UsageError(
			'The database was migrated further than the backup. Restore into one that is new.'
		);
	}
	if (!manifest.migrations.every((hash, index) => applied[index]?.hash === hash)) {
		throw new UsageError('The backup comes from other migrations than those in ./drizzle.');
	}
}

async function restoreDatabase(
	sql: postgres.TransactionSql,
	folder: string,
	manifest: Manifest,
	progress: Progress
): Promise<void> {
	const tables = await tablesOf(sql);
	const keys = await sql<{ name: string; table: string; definition: string }[]>`
		select conname as name, conrelid::regclass::text as table,
			pg_get_constraintdef(oid) as definition
		from pg_constraint
		where contype = 'f' and connamespace = 'public'::regnamespace`;
	// Tables refer to each other in circles, so references are taken off and checked at the end.
	for (const key of keys)
		await sql.unsafe(`alter table ${key.table} drop constraint "${key.name}"`);
	const triggers = await triggersOf(sql);
	for (const { name } of tables) {
		await sql`alter table ${sql(name)} disable trigger user`;
		await emptyTable(sql, name);
	}
	for (const [index, table] of manifest.tables.entries()) {
		if (table.rows === 0) continue;
		progress(`table ${index + 1} of ${manifest.tables.length}: ${table.rows} rows`);
		const target = await sql`copy ${sql(table.name)} (${sql(table.columns)}) from stdin`.writable();
		await pipeline(createReadStream(join(folder, table.path)), createGunzip(), target);
	}
	progress('checking references');
	for (const key of keys) {
		await sql.unsafe(`alter table ${key.table} add constraint "${key.name}" ${key.definition}`);
	}
	for (const { table, name, how } of triggers) {
		await sql.unsafe(`alter table ${table} ${how} trigger "${name}"`);
	}
	for (const { name, value } of manifest.sequences) {
		if (value !== null) await sql`select setval(${`public."${name}"`}::regclass, ${value}::bigint)`;
	}
	await requireCounts(sql, manifest);
}

// Rows come back as they were, so no trigger works on them; each is put back as it was.
async function triggersOf(
	sql: postgres.TransactionSql
): Promise<{ table: string; name: string; how: string }[]> {
	return sql<{ table: string; name: string; how: string }[]>`
		select t.tgrelid::regclass::text as table, t.tgname as name,
			case t.tgenabled when 'A' then 'enable always' when 'R' then 'enable replica'
				when 'D' then 'disable' else 'enable' end as how
		from pg_trigger t join pg_class c on c.oid = t.tgrelid
		where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`;
}

// Migrations and a first start leave a few rows. The portal's role may not delete from the audit
// log; as the owner of the table it may allow itself that for the length of this transaction.
async function emptyTable(sql: postgres.TransactionSql, name: string): Promise<void> {
	const [row] = await sql<{ filled: boolean; allowed: boolean }[]>`
		select exists (select from ${sql(name)}) as filled,
			has_table_privilege(${`public."${name}"`}, 'delete') as allowed`;
	if (!row?.filled) return;
	if (!row.allowed) await sql`grant delete on ${sql(name)} to current_user`;
	await sql`delete from ${sql(name)}`;
	if (!row.allowed) await sql`revoke delete on ${sql(name)} from current_user`;
}

async function requireCounts(sql: postgres.TransactionSql, manifest: Manifest): Promise<void> {
	for (const table of manifest.tables) {
		const [row] = await sql<{ rows: number }[]>`
			select count(*)::int as rows from ${sql(table.name)}`;
		if (row?.rows !== table.rows) {
			throw new Error(`${table.name}: ${row?.rows} rows restored of ${table.rows}`);
		}
	}
}

async function restoreFiles(
	order: RestoreOrder,
	manifest: Manifest,
	progress: Progress
): Promise<void> {
	for (const [index, file] of manifest.files.entries()) {
		progress(`file ${index + 1} of ${manifest.files.length}`);
		const target = join(order.filesFolder, file.key);
		await mkdir(dirname(target), { recursive: true });
		await copyFile(join(order.from, file.path), target);
	}
}
