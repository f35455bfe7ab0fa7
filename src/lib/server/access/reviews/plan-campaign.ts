import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { plannedLines, type ReviewScope } from './review-sql.ts';

/** What a round asks, or would ask. */
export type CampaignSize = {
	reviewers: number;
	people: number;
	rights: number;
	seats: number;
	/** Rights and seats for which there is nobody to ask: no line manager, head or administrator but the holder. */
	nobody: number;
};

/** How much a round would ask if it were opened on the day. The caller has asked who may. */
export async function sizeOf(db: DbOrTx, scope: ReviewScope, today: string): Promise<CampaignSize> {
	const [size] = await db.execute<CampaignSize>(sql`
		select count(distinct reviewer_id)::int as reviewers,
			count(distinct person_id) filter (where reviewer_id is not null)::int as people,
			count(right_id) filter (where reviewer_id is not null)::int as rights,
			count(seat_id) filter (where reviewer_id is not null)::int as seats,
			count(*) filter (where reviewer_id is null)::int as nobody
		from (${plannedLines(scope, today)}) planned`);
	return size ?? { reviewers: 0, people: 0, rights: 0, seats: 0, nobody: 0 };
}
