import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { settlePortalRole } from '#lib/server/db/portal-role.ts';

const templateLock = 7_226_117;

/** The address of a database on the test server, for the role that owns it. */
export function testDatabaseUrl(name: string): string {
	return at(serverUrl(), name);
}

/** The same for the role that the portal runs as, which owns nothing. */
export function testPortalUrl(name: string): string {
	return at(process.env.TEST_PORTAL_URL ?? serverUrl(), name);
}

/** Migrates a new database as its owner and gives the portal's role its rights. */
export async function migrateForTests(url: string): Promise<void> {
	await migrateDatabase(url);
	await settlePortalRole(url, testPortalUrl(new URL(url).pathname.slice(1)));
}

function at(server: string, name: string): string {
	const url = new URL(server);
	url.pathname = `/${name}`;
	return url.href;
}

/** A short-lived connection to the test server itself. */
export async function onTestServer<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(serverUrl(), { max: 1, onnotice: () => undefined });
	try {
		return await work(sql);
	} finally {
		await sql.end({ timeout: 5 });
	}
}

/**
 * Promises a template database that `fill` has filled once, for as long as `key` stays the same;
 * older templates of the same name are dropped. Several test processes may ask at once.
 */
export async function ensureTemplate(
	name: string,
	key: string,
	fill: (url: string) => Promise<void>
): Promise<string> {
	const template = `${name}_${createHash('sha256').update(key).digest('hex').slice(0, 10)}`;
	await onTestServer(async (sql) => {
		// Each template by itself: nobody waits for the sample who wants an empty database.
		await sql`select pg_advisory_lock(${templateLock}, hashtext(${name}))`;
		const [found] = await sql`select from pg_database where datname = ${template}`;
		if (found) return;
		const unfinished = `${template}_new`;
		await sql.unsafe(`drop database if exists ${unfinished} with (force)`);
		await sql.unsafe(`create database ${unfinished}`);
		await fill(testDatabaseUrl(unfinished));
		await sql.unsafe(`alter database ${unfinished} rename to ${template}`);
		await dropOld(sql, name, template);
	});
	return template;
}

/** The template with the schema and no rows. */
export function ensureMigratedTemplate(): Promise<string> {
	return ensureTemplate('template_migrated', migrationsKey(), migrateForTests);
}

/** Changes whenever a migration does. */
export function migrationsKey(): string {
	const hash = createHash('sha256');
	const folder = resolve('drizzle');
	for (const name of readdirSync(folder).sort()) {
		if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(folder, name)));
	}
	for (const name of [
		'db/migrate.ts',
		'db/portal-role.ts',
		'db/portal-grants.ts',
		'jobs/install-jobs.ts'
	]) {
		hash.update(readFileSync(resolve('src/lib/server', name)));
	}
	// The rights in a template are those of one role.
	hash.update(new URL(process.env.TEST_PORTAL_URL ?? serverUrl()).username);
	return hash.digest('hex');
}

async function dropOld(sql: postgres.Sql, name: string, keep: string): Promise<void> {
	const old = await sql<{ datname: string }[]>`
		select datname from pg_database
		where datname like ${`${name}\\_%`} and datname <> ${keep} and datname not like '%\\_new'`;
	for (const { datname } of old)
		await sql.unsafe(`drop database if exists ${datname} with (force)`);
}

function serverUrl(): string {
	const url = process.env.TEST_DATABASE_URL;
	if (!url) throw new Error('TEST_DATABASE_URL is not set; the global setup of the tests sets it.');
	return url;
}
