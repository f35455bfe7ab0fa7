import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { linesFrom, needsAnswer } from './review-sql.ts';
import { reviewReviewer } from './tables.ts';

/** Notes of reviewers whether all their lines are answered, and since when. */
export async function noteFinished(
	tx: Tx,
	campaignId: string,
	reviewerIds: readonly string[],
	at: Date
): Promise<void> {
	await tx
		.update(reviewReviewer)
		.set({
			finishedAt: sql`case when exists (
				select 1 from ${linesFrom} where l.campaign_id = ${campaignId}
					and l.reviewer_id = ${reviewReviewer}.reviewer_id and ${needsAnswer(isoDay(at))})
				then null else coalesce(${reviewReviewer}.finished_at, ${at.toISOString()}::timestamptz) end`
		})
		.where(
			sql`${reviewReviewer.campaignId} = ${campaignId} and ${idIn(reviewReviewer.reviewerId, [...reviewerIds])}`
		);
}
