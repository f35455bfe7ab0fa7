import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import {
	ensureMigratedTemplate,
	onTestServer,
	testDatabaseUrl,
	testPortalUrl
} from './template-database.ts';

/**
 * An own database for one test file. `db`, `sql` and `url` are those of the portal's role, which owns nothing;
 * `owner` and `ownerUrl` those of the role that owns the tables. `close` drops it.
 */
export type TestDatabase = OpenDatabase & { url: string; ownerUrl: string; owner: postgres.Sql };

/**
 * Gives the caller a database of its own on a real PostgreSQL: every table, no rows, unless
 * `template` names a template with rows. Takes about 50 ms.
 */
export async function testDatabase(
	options: { template?: string; max?: number } = {}
): Promise<TestDatabase> {
	const { name, url, ownerUrl } = await cloneDatabase(options.template);
	const open = openDb(url, { max: options.max ?? 5 });
	// Connects when it is first used.
	const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
	return {
		...open,
		url,
		owner,
		ownerUrl,
		async close() {
			await open.close();
			await owner.end({ timeout: 5 });
			await dropDatabase(name);
		}
	};
}

/** Copies a template and leaves opening it to the caller, e.g. to a portal under test. */
export async function cloneDatabase(
	template?: string
): Promise<{ name: string; url: string; ownerUrl: string }> {
	const source = template ?? (await ensureMigratedTemplate());
	const name = `test_${Math.floor(Date.now() / 1000)}_${randomBytes(5).toString('hex')}`;
	await onTestServer((sql) => sql.unsafe(`create database ${name} template ${source}`));
	return { name, url: testPortalUrl(name), ownerUrl: testDatabaseUrl(name) };
}

/** Drops a copy, also when somebody is still connected. */
export async function dropDatabase(name: string): Promise<void> {
	await onTestServer((sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
}

/** Drops the copies that interrupted runs left behind more than two hours ago. */
export async function dropForgottenDatabases(): Promise<void> {
	await onTestServer(async (sql) => {
		const rows = await sql<{ datname: string }[]>`
			select datname from pg_database
			where datname ~ '^test_[0-9]+_'
				and split_part(datname, '_', 2)::bigint < extract(epoch from now()) - 7200`;
		for (const { datname } of rows) {
			await sql.unsafe(`drop database if exists ${datname} with (force)`);
		}
	});
}
