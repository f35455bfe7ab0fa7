import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { prepareOftenAsked } from './prepare-often-asked.ts';

/** An open database with its pool. `sql` is the driver below, for LISTEN, COPY and hot prepared statements. */
export type OpenDatabase = { db: Db; sql: postgres.Sql; close: () => Promise<void> };

/** Opens a pool. Times are read as Date, `date` columns as `2026-11-24`. */
export function openDb(url: string, options: { max?: number } = {}): OpenDatabase {
	const driver = postgres(url, {
		max: options.max ?? 10,
		connection: { application_name: 'abilaud', TimeZone: 'UTC' },
		connect_timeout: 5,
		// The driver would wait up to 20 s between attempts; a database that is back should be used.
		backoff: () => 0.25,
		onnotice: () => undefined
	});
	const sql = prepareOftenAsked(driver);
	return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) };
}

export type Db = ReturnType<typeof drizzle<Record<string, never>, postgres.Sql>>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
/** Where a query may run: the pool or an open transaction. */
export type DbOrTx = Db | Tx;

/**
 * Runs `work` in one transaction; everything in it happens or nothing does. Inside a transaction it is a savepoint.
 * Two transactions that lock each other's rows crosswise are a deadlock, which PostgreSQL ends by undoing one of
 * them (SQLSTATE 40P01): that one has changed nothing and is run again, so `work` must touch only the database.
 */
export async function withTransaction<T>(db: DbOrTx, work: (tx: Tx) => Promise<T>): Promise<T> {
	if (!('$client' in db)) return db.transaction(work);
	for (let attempt = 1; ; attempt++) {
		try {
			return await db.transaction(work);
		} catch (problem) {
			if (attempt === MOST_ATTEMPTS || !isDeadlock(problem)) throw problem;
		}
	}
}

const MOST_ATTEMPTS = 4;

function isDeadlock(problem: unknown): boolean {
	for (let error = problem; error instanceof Error; error = error.cause) {
		if ('code' in error && error.code === '40P01') return true;
	}
	return false;
}
