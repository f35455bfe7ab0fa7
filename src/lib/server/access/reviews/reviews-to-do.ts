import { sql } from 'drizzle-orm';
import type { ReviewState } from '#lib/access/change-kinds.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { isOver } from './review-sql.ts';
import { reviewCampaign, reviewLine, reviewReviewer } from './tables.ts';

/** A round in which somebody has or had something to answer. */
export type OwnReview = {
	id: string;
	name: string;
	state: ReviewState;
	dueOn: string;
	people: number;
	rights: number;
	seats: number;
	/** Their own lines without an answer, and those in their systems that others did not know about. */
	waiting: number;
	unknown: number;
};

/**
 * Rounds in which the reader answers, as a reviewer, a deputy, or whom it went up to, and those with something that others
 * did not know about a system of theirs. Open ones first, by their last day. `waitingOnly` leaves out what needs nothing.
 * One query.
 */
export async function ownReviews(
	db: DbOrTx,
	actor: Actor,
	{ waitingOnly }: { waitingOnly: boolean },
	clock: Clock
): Promise<OwnReview[]> {
	const today = isoDay(clock.now());
	const hands = [actor.personId, ...actor.deputyFor];
	const mine = sql`those.is_mine`;
	// Each way to a line by its own index: this is asked with every first page.
	const found = await db.execute<OwnReview>(sql`
		with rounds as (
			select id from ${reviewCampaign}
			where state ${waitingOnly ? sql`= 'open'` : sql`<> 'draft'`}),
		own as (
			select l.id from ${reviewLine} l
			where l.campaign_id in (select id from rounds) and ${idIn(sql`l.reviewer_id`, hands)}
			union
			select l.id from ${reviewReviewer} rr
			join ${reviewLine} l on l.campaign_id = rr.campaign_id and l.reviewer_id = rr.reviewer_id
			where ${idIn(sql`rr.escalated_to_id`, hands)} and rr.campaign_id in (select id from rounds)),
		not_known as (
			select l.id from ${informationSystem} sys
			join ${systemRole} ro on ro.system_id = sys.id
			join ${accessRight} r on r.role_id = ro.id
			join ${reviewLine} l on l.right_id = r.id and l.campaign_id in (select id from rounds)
			where ${idIn(sql`sys.owner_id`, hands)} and l.answer = 'unknown'
				and l.person_id <> ${actor.personId} and l.id not in (select id from own)),
		those as (
			select id, true as is_mine from own union all select id, false from not_known)
		select c.id, c.name, c.state, c.due_on as "dueOn",
			(count(distinct l.person_id) filter (where ${mine}))::int as people,
			(count(l.right_id) filter (where ${mine}))::int as rights,
			(count(l.seat_id) filter (where ${mine}))::int as seats,
			(count(*) filter (where c.state = 'open' and ${mine} and l.answer is null
				and l.person_id <> ${actor.personId} and not ${isOver(today)}))::int as waiting,
			(count(*) filter (where c.state = 'open' and not ${mine} and not ${isOver(today)}))::int
				as unknown
		from those
		join ${reviewLine} l on l.id = those.id
		join ${person} p on p.id = l.person_id
		left join ${accessRight} r on r.id = l.right_id
		left join ${softwareSeat} s on s.id = l.seat_id
		join ${reviewCampaign} c on c.id = l.campaign_id
		group by c.id order by c.state = 'open' desc, c.due_on desc, c.id limit 50`);
	return waitingOnly ? found.filter(({ waiting, unknown }) => waiting + unknown > 0) : found;
}
