import { sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { staffChange } from './tables.ts';

/** How many came, and for how many of them everything was ready. */
export type ReadyShare = { came: number; inTime: number };

/**
 * Of those whose first day was in the last ninety days up to today, for how many the account and everything due before
 * the first day was ready before that day began. Cancelled ones are left out. The desk within its units, auditors.
 * Throws Forbidden.
 */
export async function readyShare(db: DbOrTx, actor: Actor, clock: Clock): Promise<ReadyShare> {
	if (!can(actor, 'people.read')) throw forbidden();
	return kept(db, `ready share ${actor.personId}`, () => count(db, actor, clock));
}

async function count(db: DbOrTx, actor: Actor, clock: Clock): Promise<ReadyShare> {
	const units = registerScope(actor);
	const mine = units === null ? sql`true` : idIn(staffChange.toUnitId, units);
	const today = isoDay(clock.now());
	const [row] = await db.execute<ReadyShare>(sql`
		select count(*)::int as came,
			count(*) filter (where ${townDay(sql`ready_at`)} < day)::int as "inTime"
		from ${staffChange}
		where kind = 'joiner' and state <> 'cancelled' and ${mine}
			and day between ${today}::date - 90 and ${today}::date`);
	return row ?? { came: 0, inTime: 0 };
}
