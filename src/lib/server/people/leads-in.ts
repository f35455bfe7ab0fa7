import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from './tables.ts';

/** Does this person lead people in the unit: as its head or the head of one above, or as somebody's line manager there? */
export async function leadsIn(db: DbOrTx, personId: string, unitId: string): Promise<boolean> {
	const [row] = await db.execute<{ leads: boolean }>(sql`
		select exists (
			select from ${unit} u join ${unit} above on above.id = any(u.ancestor_ids)
			where u.id = ${unitId} and above.head_id = ${personId}
		) or exists (
			select from ${person} p
			where p.unit_id = ${unitId} and p.manager_id = ${personId} and p.status = 'active'
		) as leads`);
	return row?.leads ?? false;
}
