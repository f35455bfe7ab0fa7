import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import postgres from 'postgres';
import type { Progress } from '../terminal/steps.ts';
import { fileHash, type Manifest } from './manifest.ts';

/** Where a backup comes from and goes to. `to` must not exist yet. */
export type BackupOrder = { url: string; filesFolder: string; to: string };

/**
 * Writes the database as it is at one moment, and the uploaded files, into the folder `to`. The
 * portal may go on meanwhile. The folder appears under its name only when it is complete.
 */
export async function writeBackup(order: BackupOrder, progress: Progress): Promise<Manifest> {
	const unfinished = `${order.to}.unfinished`;
	await mkdir(join(unfinished, 'tables'), { recursive: true });
	await mkdir(join(unfinished, 'files'), { recursive: true });
	const sql = postgres(order.url, { max: 1, onnotice: () => undefined });
	try {
		const database = await sql.begin('isolation level repeatable read read only', (tx) =>
			writeDatabase(tx, unfinished, progress)
		);
		// A file is stored before the row that names it, so those of every row written above exist.
		const files = await writeFiles(order.filesFolder, unfinished, progress);
		const manifest: Manifest = {
			format: 1,
			createdAt: new Date().toISOString(),
			...database,
			files
		};
		await writeFile(join(unfinished, 'manifest.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
		await rename(unfinished, order.to);
		return manifest;
	} finally {
		await sql.end({ timeout: 5 });
	}
}

async function writeDatabase(
	sql: postgres.TransactionSql,
	folder: string,
	progress: Progress
): Promise<Pick<Manifest, 'migrations' | 'tables' | 'sequences'>> {
	const migrations = await sql<{ hash: string }[]>`
		select hash from public.schema_migration order by id`;
	const tables: Manifest['tables'] = [];
	const found = await tablesOf(sql);
	for (const { name, columns } of found) {
		progress(`table ${tables.length + 1} of ${found.length}`);
		tables.push({ name, columns, ...(await writeTable(sql, folder, name, columns)) });
	}
	const sequences = await sql<{ name: string; value: string | null }[]>`
		select sequencename as name, last_value::text as value from pg_sequences
		where schemaname = 'public' and sequencename <> 'schema_migration_id_seq' order by 1`;
	return { migrations: migrations.map((row) => row.hash), tables, sequences: [...sequences] };
}

/** The portal's tables with the columns that hold data; the database computes the others anew. */
export async function tablesOf(
	sql: postgres.Sql | postgres.TransactionSql
): Promise<{ name: string; columns: string[] }[]> {
	return sql<{ name: string; columns: string[] }[]>`
		select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
		from pg_class c
		join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
			and c.relname <> 'schema_migration'
			and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
		group by c.relname order by c.relname`;
}

async function writeTable(
	sql: postgres.TransactionSql,
	folder: string,
	name: string,
	columns: string[]
): Promise<{ path: string; bytes: number; sha256: string; rows: number }> {
	const path = join('tables', `${name}.copy.gz`);
	let rows = 0;
	// In COPY's text form a line break inside a value is written as \n, so lines are rows.
	const count = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			for (const byte of chunk) if (byte === 10) rows += 1;
			done(null, chunk);
		}
	});
	const source = await sql`copy ${sql(name)} (${sql(columns)}) to stdout`.readable();
	await pipeline(source, count, createGzip({ level: 6 }), createWriteStream(join(folder, path)));
	// The driver stops reading from the server while this side is full, and begins again when more is asked for. Nobody
	// asks after the end, so rows that filled it at the very end would leave the next table waiting for ever.
	source._read(0);
	const { size } = await stat(join(folder, path));
	return { path, bytes: size, sha256: await fileHash(join(folder, path)), rows };
}

async function writeFiles(
	from: string,
	folder: string,
	progress: Progress
): Promise<Manifest['files']> {
	const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(() => []);
	const files: Manifest['files'] = [];
	for (const entry of entries) {
		if (!entry.isFile()) continue;
		const key = join(entry.parentPath, entry.name).slice(from.length + 1);
		const path = join('files', key);
		progress(`file ${files.length + 1}`);
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await copyFile(join(from, key), join(folder, path));
		const { size } = await stat(join(folder, path));
		files.push({ key, path, bytes: size, sha256: await fileHash(join(folder, path)) });
	}
	return files;
}
