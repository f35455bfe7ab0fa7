import { sql } from 'drizzle-orm';
import type { ReviewState } from '#lib/access/change-kinds.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { inHands, unknownOfOwn } from './line-hands.ts';
import { isOver, linesFrom } from './review-sql.ts';

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
	const mine = inHands(actor);
	const theirs = sql`(not ${mine} and ${unknownOfOwn(actor)} and l.person_id <> ${actor.personId})`;
	const found = await db.execute<OwnReview>(sql`
		select c.id, c.name, c.state, c.due_on as "dueOn",
			(count(distinct l.person_id) filter (where ${mine}))::int as people,
			(count(l.right_id) filter (where ${mine}))::int as rights,
			(count(l.seat_id) filter (where ${mine}))::int as seats,
			(count(*) filter (where c.state = 'open' and ${mine} and l.answer is null
				and l.person_id <> ${actor.personId} and not ${isOver(today)}))::int as waiting,
			(count(*) filter (where c.state = 'open' and ${theirs} and l.answer = 'unknown'
				and not ${isOver(today)}))::int as unknown
		from ${linesFrom} join review_campaign c on c.id = l.campaign_id
		where c.state ${waitingOnly ? sql`= 'open'` : sql`<> 'draft'`} and (${mine} or ${theirs})
		group by c.id order by c.state = 'open' desc, c.due_on desc, c.id limit 50`);
	return waitingOnly ? found.filter(({ waiting, unknown }) => waiting + unknown > 0) : found;
}
