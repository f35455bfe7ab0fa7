import { sql, type SQL } from 'drizzle-orm';
import type { ReviewAnswer } from '#lib/access/change-kinds.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { keepsCampaign, type Campaign } from './campaign-record.ts';
import { inHands, unknownOfDesk, unknownOfOwn } from './line-hands.ts';
import { isOver, linesFrom } from './review-sql.ts';

/** A line as whoever answers it finds it. */
export type LockedLine = {
	id: string;
	personId: string;
	reviewerId: string;
	rightId: string | null;
	seatId: string | null;
	answer: ReviewAnswer | null;
	comment: string;
	answeredAt: Date | null;
	answeredById: string | null;
	answeredBy: string | null;
	taskId: string | null;
	/** The right or seat is gone by another way. */
	isOver: boolean;
	isMine: boolean;
};

type Found = Omit<LockedLine, 'answeredAt'> & { answeredAt: string | null };

/**
 * Lines of a round, locked until the transaction ends together with the tasks that take them away: what they stand for
 * is read afterwards, so a task that was done meanwhile is seen. Ids that are not there are left out.
 */
export async function lockLines(
	tx: Tx,
	actor: Actor,
	campaign: Campaign,
	lineIds: readonly string[],
	at: Date
): Promise<LockedLine[]> {
	const ids = lineIds.filter(isId);
	if (ids.length === 0) return [];
	const these = sql`l.campaign_id = ${campaign.id} and ${idIn(sql`l.id`, ids)}`;
	await tx.execute(sql`select 1 from review_line l where ${these} order by l.id for update`);
	await tx.execute(sql`
		select 1 from access_task t where t.done_at is null
			and t.id in (select l.task_id from review_line l where ${these}) order by t.id for update`);
	const found = await tx.execute<Found>(sql`
		select l.id, l.person_id as "personId", l.reviewer_id as "reviewerId", l.right_id as "rightId",
			l.seat_id as "seatId", l.answer, l.comment, l.answered_at as "answeredAt",
			l.answered_by_id as "answeredById", a.name as "answeredBy", l.task_id as "taskId", ${isOver(isoDay(at))} as "isOver",
			(l.person_id <> ${actor.personId} and ${isTheirs(actor, campaign)}) as "isMine"
		from ${linesFrom} left join person a on a.id = l.answered_by_id
		where ${these} order by l.id`);
	return found.map((line) => ({
		...line,
		answeredAt: line.answeredAt === null ? null : new Date(line.answeredAt)
	}));
}

const isTheirs = (actor: Actor, campaign: Campaign): SQL =>
	sql`(${inHands(actor)} or ${keepsCampaign(actor, campaign) ? unknownOfDesk(actor) : unknownOfOwn(actor)})`;

/** Does the round ask the actor anything? */
export async function hasLines(tx: Tx, actor: Actor, campaign: Campaign): Promise<boolean> {
	const [one] = await tx.execute(sql`
		select 1 from ${linesFrom} where l.campaign_id = ${campaign.id}
			and ${isTheirs(actor, campaign)} limit 1`);
	return one !== undefined;
}
