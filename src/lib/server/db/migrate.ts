import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import { installJobs, jobsInstalled } from '#lib/server/jobs/install-jobs.ts';

// Held while migrating, so that instances that start together do it one after the other.
const migrationLock = 7_226_116;

/** How many migrations a call applied, and how many there are in all. */
export type MigrationResult = { applied: number; total: number };

/**
 * Brings the database at `url` to the schema of `./drizzle`, and the tables of the jobs to the form that they
 * want. The role of `url` owns the tables that this makes. Safe to call from several processes at once. Before the
 * first migration it adds what the schema builds on: the extensions `pg_trgm` (required) and `unaccent` (when the
 * server has it), and, where the server knows no `estonian` text search, a copy of `simple` by that name. Throws for a
 * PostgreSQL older than 15, for a role that may not migrate when there is something to do, and when a migration
 * fails (then nothing of it has happened).
 */
export async function migrateDatabase(
	url: string,
	options: { folder?: string; onProgress?: (text: string) => void } = {}
): Promise<MigrationResult> {
	const folder = resolve(options.folder ?? 'drizzle');
	const total = journalLength(folder);
	// One connection: the lock, the extensions and the migrations share its session.
	const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
	try {
		await requireVersion(sql);
		if ((await countApplied(sql)) >= total && (await jobsInstalled(sql)))
			return { applied: 0, total };
		await sql`select pg_advisory_lock(${migrationLock})`;
		await addFoundations(sql);
		const before = await countApplied(sql);
		if (before < total) {
			options.onProgress?.(`${total - before} to apply`);
			await applyMigrations(sql, folder);
		}
		const after = await countApplied(sql);
		// The migrator goes by date and would pass over a migration that was merged late.
		if (after < total) {
			throw new Error(`${total - after} of ${total} migrations in ${folder} were not applied.`);
		}
		await installJobs(sql);
		return { applied: after - before, total };
	} catch (problem) {
		throw (await mayNotMigrate(sql, problem)) ?? problem;
	} finally {
		await sql.end({ timeout: 5 });
	}
}

// Loaded only when there is something to apply: it takes half a second.
async function applyMigrations(sql: postgres.Sql, folder: string): Promise<void> {
	const { drizzle } = await import('drizzle-orm/postgres-js');
	const { migrate } = await import('drizzle-orm/postgres-js/migrator');
	await migrate(drizzle(sql), {
		migrationsFolder: folder,
		migrationsSchema: 'public',
		migrationsTable: 'schema_migration'
	});
}

const INSUFFICIENT_PRIVILEGE = '42501';

async function mayNotMigrate(sql: postgres.Sql, problem: unknown): Promise<Error | undefined> {
	for (let error = problem; error instanceof Error; error = error.cause) {
		if (!('code' in error) || error.code !== INSUFFICIENT_PRIVILEGE) continue;
		const [row] = await sql<{ role: string }[]>`select current_user as role`;
		return new Error(
			`The database has to be migrated, and the role ${row?.role} may not do that ` +
				`(${error.message}). Name the role that owns the tables in MIGRATE_DATABASE_URL.`
		);
	}
	return undefined;
}

/** The number of migrations in a folder, as its journal counts them. */
export function journalLength(folder = 'drizzle'): number {
	const text = readFileSync(join(resolve(folder), 'meta', '_journal.json'), 'utf8');
	return (JSON.parse(text) as { entries: unknown[] }).entries.length;
}

async function requireVersion(sql: postgres.Sql): Promise<void> {
	const [row] = await sql<{ number: number; version: string }[]>`
		select current_setting('server_version_num')::int as number,
			current_setting('server_version') as version`;
	if (!row || row.number < 150_000) {
		throw new Error(`PostgreSQL 15 or newer is needed; this is ${row?.version ?? 'unknown'}.`);
	}
}

async function addFoundations(sql: postgres.Sql): Promise<void> {
	await sql`create extension if not exists pg_trgm`;
	const [unaccent] = await sql`select from pg_available_extensions where name = 'unaccent'`;
	if (unaccent) await sql`create extension if not exists unaccent`;
	const [estonian] = await sql`select from pg_ts_config where cfgname = 'estonian'`;
	if (!estonian) {
		await sql`create text search configuration public.estonian (copy = pg_catalog.simple)`;
	}
}

async function countApplied(sql: postgres.Sql): Promise<number> {
	const [table] = await sql<{ found: boolean }[]>`
		select to_regclass('public.schema_migration') is not null as found`;
	if (!table?.found) return 0;
	const [row] = await sql<{ count: number }[]>`
		select count(*)::int as count from public.schema_migration`;
	return row?.count ?? 0;
}
