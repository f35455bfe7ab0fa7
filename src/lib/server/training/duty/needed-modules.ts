import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { neededModules } from './audience-query.ts';
import { idArray } from './sql-values.ts';

/** These modules and all that has to be done before them. Modules that cannot be assigned are left out. */
export async function withNeededModules(tx: Tx, moduleIds: readonly string[]): Promise<string[]> {
	const rows = await tx.execute<{ id: string }>(sql`
		with recursive needs as (${neededModules})
		select distinct module_id as id from needs where root_id = any(${idArray(moduleIds)})`);
	return rows.map((row) => row.id);
}
