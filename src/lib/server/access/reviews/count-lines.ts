import { sql, type SQL } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { removalOf, standOf } from './line-stands.ts';
import { linesFrom } from './review-sql.ts';

/** Lines of a round by what was said of them. */
export type StandCounts = {
	lines: number;
	keep: number;
	remove: number;
	unknown: number;
	none: number;
	over: number;
};

export type CampaignCounts = StandCounts & {
	people: number;
	rights: number;
	seats: number;
	/** Removals that are still to be done, those whose day is past, and those that are done. */
	toRemove: number;
	late: number;
	removed: number;
};

/** The columns by which lines are counted, given what stands of each. */
export const standColumns = (stand: SQL): SQL => sql`
	count(*)::int as lines,
	(count(*) filter (where ${stand} = 'keep'))::int as keep,
	(count(*) filter (where ${stand} = 'remove'))::int as remove,
	(count(*) filter (where ${stand} = 'unknown'))::int as unknown,
	(count(*) filter (where ${stand} = 'none'))::int as none,
	(count(*) filter (where ${stand} = 'over'))::int as over`;

/** How far a round has come. The caller has asked who may. */
export async function campaignCounts(
	db: DbOrTx,
	campaignId: string,
	today: string
): Promise<CampaignCounts> {
	const [counts] = await db.execute<CampaignCounts>(sql`
		select ${standColumns(standOf(today))}, count(distinct l.person_id)::int as people,
			count(l.right_id)::int as rights, count(l.seat_id)::int as seats,
			(count(*) filter (where ${removalOf(today)} in ('open', 'late')))::int as "toRemove",
			(count(*) filter (where ${removalOf(today)} = 'late'))::int as late,
			(count(*) filter (where ${removalOf(today)} = 'done'))::int as removed
		from ${linesFrom} where l.campaign_id = ${campaignId}`);
	if (!counts) throw new Error('Counting gives a row.');
	return counts;
}

export type ReviewerCount = StandCounts & {
	id: string;
	name: string;
	people: number;
	reminders: number;
	escalatedTo: string | null;
	finishedAt: Date | null;
};

/** The reviewers of a round, those who have most to answer first. The caller has asked who may. */
export async function reviewerCounts(
	db: DbOrTx,
	campaignId: string,
	today: string
): Promise<ReviewerCount[]> {
	const found = await db.execute<Omit<ReviewerCount, 'finishedAt'> & { finishedAt: string | null }>(
		sql`
		select reviewer.id, reviewer.name, ${standColumns(standOf(today))},
			count(distinct l.person_id)::int as people, rr.reminders,
			(select name from person where id = rr.escalated_to_id) as "escalatedTo",
			rr.finished_at as "finishedAt"
		from ${linesFrom} join person reviewer on reviewer.id = l.reviewer_id
		where l.campaign_id = ${campaignId}
		group by reviewer.id, reviewer.name, rr.reminders, rr.escalated_to_id, rr.finished_at
		order by none desc, reviewer.name, reviewer.id`
	);
	return found.map((row) => ({
		...row,
		finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt)
	}));
}
