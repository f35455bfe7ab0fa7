import type { Sql } from 'postgres';

/** What was taken from the tables and how it is put back. */
export type SetAside = {
	/** Builds indexes and checks references again; `progress` hears how many of how many. */
	restore(progress: (done: number, of: number) => void): Promise<void>;
};

/**
 * Takes indexes and references off these tables while they are filled: kept up row by row they take most of the
 * time, built at the end from all rows a fraction. Primary and unique keys stay. All of it belongs to the caller's
 * transaction, so a load that is interrupted leaves the tables as they were.
 */
export async function setAside(sql: Sql, tables: readonly string[]): Promise<SetAside> {
	const references = await sql<{ owner: string; name: string; definition: string }[]>`
		select conrelid::regclass::text as owner, quote_ident(conname) as name,
			pg_get_constraintdef(oid) as definition
		from pg_constraint
		where contype = 'f' and conrelid = any (${[...tables]}::regclass[])
		order by conname`;
	const indexes = await sql<{ name: string; definition: string }[]>`
		select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
		from pg_index
		where indrelid = any (${[...tables]}::regclass[])
			and not exists (select from pg_constraint where conindid = indexrelid)
		order by name`;
	for (const { owner, name } of references) {
		await sql.unsafe(`alter table ${owner} drop constraint ${name}`);
	}
	for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
	return {
		async restore(progress) {
			const steps = [
				...indexes.map(({ definition }) => definition),
				...references.map(
					({ owner, name, definition }) =>
						`alter table ${owner} add constraint ${name} ${definition}`
				)
			];
			await sql`set local maintenance_work_mem = '256MB'`;
			for (const [done, step] of steps.entries()) {
				progress(done, steps.length);
				await sql.unsafe(step);
			}
		}
	};
}
