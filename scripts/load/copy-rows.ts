import { setImmediate } from 'node:timers/promises';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';

/** A whole row as COPY needs it: every column but those that the database works out. */
export type WholeRow<T extends PgTable> = Omit<T['$inferSelect'], 'search'>;

/** Rows of one table on their way into the database. */
export type RowBuffer<T extends PgTable> = {
	add(row: WholeRow<T>): void;
	/** How many were added since the beginning. */
	count(): number;
	/** Sends what has gathered. */
	flush(sql: Sql): Promise<void>;
};

type Target = { table?: string; more?: readonly string[] };

/**
 * Gathers rows for COPY, the fastest way in. `table` names another table of the same columns, `more` columns that
 * only that one has; a row then carries them by these names.
 */
export function rowBuffer<T extends PgTable, More extends string = never>(
	of: T,
	{ table = getTableName(of), more = [] }: Target & { more?: readonly More[] } = {}
): Omit<RowBuffer<T>, 'add'> & { add(row: WholeRow<T> & Record<More, string>): void } {
	const columns = Object.entries(getTableColumns(of)).filter(([key]) => key !== 'search');
	const keys = [...columns.map(([key]) => key), ...more];
	const writers = [
		...columns.map(([, column]) => (column.columnType === 'PgArray' ? writeArray : writeValue)),
		...more.map(() => writeValue)
	];
	const names = [...columns.map(([, column]) => column.name), ...more];
	const copy = `copy "${table}" (${names.map((name) => `"${name}"`).join(', ')}) from stdin`;
	let lines: string[] = [];
	let total = 0;
	return {
		add(row) {
			const values = row as Record<string, unknown>;
			let line = '';
			for (let at = 0; at < keys.length; at += 1) {
				const write = writers[at] ?? writeValue;
				line += (at === 0 ? '' : '\t') + write(values[keys[at] ?? '']);
			}
			lines.push(line);
			total += 1;
		},
		count: () => total,
		async flush(sql) {
			if (lines.length === 0) return;
			const text = `${lines.join('\n')}\n`;
			lines = [];
			const writable = await sql.unsafe(copy).writable();
			const broken = new Promise<never>((_, fail) => writable.once('error', fail));
			await Promise.race([broken, new Promise((done) => writable.write(text, done))]);
			writable.end();
			await setImmediate();
			// What PostgreSQL refuses after the last row the driver tells nobody; the next question hears of it.
			await Promise.race([broken, sql.unsafe('select 1')]).catch((cause: unknown) => {
				throw new Error(`${table} does not take these rows: ${copy}`, { cause });
			});
		}
	};
}

const SPECIAL = /[\\\n\r\t]/;

function escaped(text: string): string {
	if (!SPECIAL.test(text)) return text;
	return text
		.replaceAll('\\', '\\\\')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t');
}

function writeValue(value: unknown): string {
	if (value === null || value === undefined) return '\\N';
	if (typeof value === 'string') return escaped(value);
	if (typeof value === 'number') return String(value);
	if (typeof value === 'boolean') return value ? 't' : 'f';
	if (value instanceof Date) return value.toISOString();
	if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
	return escaped(JSON.stringify(value));
}

function writeArray(value: unknown): string {
	const parts = (value as readonly string[]).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`);
	return escaped(`{${parts.join(',')}}`);
}
