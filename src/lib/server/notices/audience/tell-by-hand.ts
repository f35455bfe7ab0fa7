import { sql } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { lockNotice } from '../life/locked-notice.ts';
import { mustEditNotices } from '../life/reach.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { endedAt } from './missed-after.ts';
import { readersInScope } from './readers-in-scope.ts';

/**
 * Notes in the ledger that these readers were told in person, by telephone or on paper, by whom and when; once the
 * notice is over, that they were told after. Those of the desk and authors, of people in their units: others are left
 * as they are. Recorded as `notice.told_by_hand`. Returns how many. Throws NotFound, Forbidden.
 */
export async function tellByHand(
	db: DbOrTx,
	actor: Actor,
	input: { number: number; personIds: readonly string[] },
	clock: Clock = systemClock
): Promise<{ told: number }> {
	mustEditNotices(actor);
	const at = clock.now();
	const moment = sql`${at.toISOString()}::timestamptz`;
	const ids = `{${input.personIds.filter(isId).join(',')}}`;
	return withTransaction(db, async (tx) => {
		const held = await lockNotice(tx, input.number);
		const told = await tx.execute<{ id: string }>(sql`
			update ${noticeReader} r set told_by_hand_at = ${moment},
				told_by_hand_by_id = ${actorPersonId(actor)}::uuid,
				told_after_at = case when ${endedAt} is null then r.told_after_at
					else greatest(r.told_after_at, ${moment}) end
			from ${notice} n
			where n.id = r.notice_id and n.id = ${held.id} and r.person_id = any(${ids}::uuid[])
				and ${readersInScope(actor)}
			returning r.person_id as id`);
		if (told.length === 0) return { told: 0 };
		await recordAudit(tx, {
			actor,
			action: 'notice.told_by_hand',
			noun: 'notice',
			recordId: held.id,
			after: { personIds: told.map(({ id }) => id) },
			at
		});
		return { told: told.length };
	});
}
