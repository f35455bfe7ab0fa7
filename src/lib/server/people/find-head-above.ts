import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from './tables.ts';

/**
 * Who answers for a person's work when they don't: the head of their unit, else of the nearest unit above; never the
 * person, nor somebody who has left. Undefined where there is nobody.
 */
export async function findHeadAbove(db: DbOrTx, personId: string): Promise<string | undefined> {
	const [row] = await db.execute<{ head: string }>(sql`
		with recursive up as (
			select u.id, u.parent_id, u.head_id, 0 as step
			from ${unit} u join ${person} p on p.unit_id = u.id where p.id = ${personId}
			union all
			select u.id, u.parent_id, u.head_id, up.step + 1 from ${unit} u
			join up on u.id = up.parent_id where up.step < 20)
		select up.head_id as head from up
		join ${person} h on h.id = up.head_id and h.status = 'active' and h.id <> ${personId}
		order by up.step limit 1`);
	return row?.head;
}
