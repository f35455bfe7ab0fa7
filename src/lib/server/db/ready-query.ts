import { fillPlaceholders, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Db } from './client.ts';

/** What may stand in for a placeholder: a moment is given as its ISO text. */
export type QueryValues = Record<string, string | number | boolean | null>;

const dialect = new PgDialect();

/**
 * A query that pages ask again and again: its text is put together at the first asking and prepared by the database.
 * `build` marks what differs from asking to asking with `sql.placeholder(name)`. Rows come as the database names their
 * columns; moments are texts.
 */
export function readyQuery<Row extends object>(
	build: () => SQL
): (db: Db, values: QueryValues) => Promise<Row[]> {
	let ready: { sql: string; params: unknown[] } | undefined;
	return async (db, values) => {
		ready ??= dialect.sqlToQuery(build());
		const params = fillPlaceholders(ready.params, values) as (string | number | boolean | null)[];
		return await db.$client.unsafe<Row[]>(ready.sql, params, { prepare: true });
	};
}
