import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { accessRight, systemRole } from '#lib/server/systems/tables.ts';
import { reachOfThings } from '../calendar/touched-systems.ts';
import { notice, noticeAffected } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { mayRead } from './may-read.ts';

/**
 * Is the notice of the row an outage that is going on and could be a person's too, though they are none of its readers?
 * Somebody of their unit or place is, or it touches a system in which they hold a right, also by what that needs.
 */
export function isOutageNear(actor: Actor, now: Date): SQL | undefined {
	const today = isoDay(now);
	const nearby = sql`exists (select from ${noticeReader} r join ${person} p on p.id = r.person_id
		where r.notice_id = ${notice}.id
			and (p.unit_id = ${actor.unitId} or p.place_id = ${actor.placeId}))`;
	const uses = sql`exists (
		with recursive thing (owner, kind, target_id, impact) as (
			select a.notice_id, a.kind, a.target_id, a.impact from ${noticeAffected} a
			where a.notice_id = ${notice}.id
		), ${reachOfThings}
		select from touched t
		join ${systemRole} l on l.system_id = t.system_id
		join ${accessRight} h on h.role_id = l.id and h.person_id = ${actor.personId}
			and h.ended_at is null and h.valid_from <= ${today}::date
			and (h.valid_until is null or h.valid_until >= ${today}::date))`;
	return and(
		eq(notice.kind, 'outage'),
		inArray(notice.state, ['in_progress', 'awaiting_confirmation']),
		or(nearby, uses)
	);
}

/**
 * Which of these notices concern a person or could (`mayRead`, `isOutageNear`). Asks nothing of the reader. One query,
 * none for no notices.
 */
export async function couldConcern(
	db: DbOrTx,
	actor: Actor,
	noticeIds: readonly string[],
	now: Date
): Promise<Set<string>> {
	if (noticeIds.length === 0) return new Set();
	const found = await db
		.select({ id: notice.id })
		.from(notice)
		.where(and(inArray(notice.id, [...noticeIds]), or(mayRead(actor), isOutageNear(actor, now))));
	return new Set(found.map(({ id }) => id));
}
