import { join } from 'node:path';
import postgres from 'postgres';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';

/** How far the sample organisation has got into this database. */
type SampleState = 'none' | 'loading' | 'loaded';

/** What scripts/sample/load-sample.ts gives. */
export type SampleLoader = (
	db: Db,
	options: { clock: Clock; log: (text: string) => void }
) => Promise<void>;

const key = 'sample_state';

/** Reads the loader, which brings most of the portal's code with it. */
export async function sampleLoader(): Promise<SampleLoader> {
	const file = join(import.meta.dirname, '..', 'sample', 'load-sample.ts');
	const { loadSample } = (await import(file)) as { loadSample: SampleLoader };
	return loadSample;
}

/** Reads how far the sample has got. A database with people but without a mark counts as loaded. */
export async function sampleState(url: string): Promise<SampleState> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		const [row] = await sql<{ state: SampleState | null; people: boolean }[]>`
			select (select value #>> '{}' from setting where key = ${key}) as state,
				exists (select from person) as people`;
		return row?.state ?? (row?.people ? 'loaded' : 'none');
	} finally {
		await sql.end({ timeout: 5 });
	}
}

/**
 * Loads the sample organisation. Marks the database before and after, so that a load which was
 * interrupted is recognised at the next start.
 */
export async function runSampleLoader(
	url: string,
	load: SampleLoader,
	log: (text: string) => void
): Promise<void> {
	const hasty = new URL(url);
	// Nothing is lost when the machine goes down now: the mark says "loading", and all begins anew.
	hasty.searchParams.set('synchronous_commit', 'off');
	const { openDb } = await import('#lib/server/db/client.ts');
	const { db, sql, close } = openDb(hasty.href, { max: 4 });
	const mark = (state: SampleState) => sql`
		insert into setting (key, value, updated_at) values (${key}, ${JSON.stringify(state)}::text::jsonb, now())
		on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`;
	try {
		await mark('loading');
		await load(db, { clock: systemClock, log });
		await mark('loaded');
		await sql`analyze`;
	} finally {
		await close();
	}
}

/**
 * Empties a database in which the sample was being loaded when something killed the process:
 * nothing in it was entered by anybody. Throws for any other database.
 */
export async function dropInterruptedSample(url: string): Promise<void> {
	if ((await sampleState(url)) !== 'loading') throw new Error('This is no interrupted sample.');
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		await sql.unsafe('drop schema if exists pgboss cascade; drop schema public cascade');
		await sql.unsafe('create schema public');
	} finally {
		await sql.end({ timeout: 5 });
	}
}
