import { inArray } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { unit } from './tables.ts';

/** Codes of units by id, in no order; unknown ids are absent. */
export async function listUnitCodes(db: DbOrTx, ids: readonly string[]): Promise<string[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.select({ code: unit.code })
		.from(unit)
		.where(inArray(unit.id, [...ids]));
	return rows.map((row) => row.code);
}
