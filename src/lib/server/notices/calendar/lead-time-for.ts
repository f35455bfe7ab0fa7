import { sql } from 'drizzle-orm';
import type { AffectedThing } from '#lib/notices/affected.ts';
import { leadTimeOf, type LeadSubject, type LeadTime } from '#lib/notices/lead-time.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { getSetting } from '#lib/server/settings/settings.ts';
import { givenThings, reachOfThings } from './touched-systems.ts';

const OWNER = '00000000-0000-0000-0000-000000000000';

/**
 * How early this notice has to be told, by the town's policy and the most critical system that becomes unavailable:
 * one that is named, or that depends on what is named. One query.
 */
export async function leadTimeFor(
	db: DbOrTx,
	notice: Omit<LeadSubject, 'criticality'> & { affected: readonly AffectedThing[] },
	now: Date
): Promise<LeadTime> {
	const policy = await getSetting(db, 'leadHours');
	const criticality =
		notice.impact === 'unavailable' ? await criticalityOf(db, notice.affected) : null;
	return leadTimeOf({ ...notice, criticality }, now, policy);
}

async function criticalityOf(
	db: DbOrTx,
	affected: readonly AffectedThing[]
): Promise<number | null> {
	if (affected.length === 0) return null;
	const [found] = await db.execute<{ most: number | null }>(sql`
		with recursive thing (owner, kind, target_id, impact) as (${givenThings(affected, OWNER)}),
		${reachOfThings}
		select max(s.criticality)::int as most from touched t
		join information_system s on s.id = t.system_id
		where t.impact = 'unavailable'`);
	return found?.most ?? null;
}
