import { sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { reviewHref, type Campaign } from './campaign-record.ts';
import { linesFrom, needsAnswer } from './review-sql.ts';

/** What a reviewer hears of a round. */
export type ReviewerNews = 'review.asked' | 'review.reminder';

/**
 * Tells reviewers of a round how many rights and seats wait for their answer, each the number of their own lines. Those
 * with nothing to answer hear nothing.
 */
export async function tellReviewers(
	tx: Tx,
	campaign: Pick<Campaign, 'id' | 'name' | 'dueOn'>,
	kind: ReviewerNews,
	reviewerIds: readonly string[],
	at: Date
): Promise<void> {
	const waiting = await waitingLines(tx, campaign.id, at);
	const byCount = Map.groupBy(
		reviewerIds.filter((id) => waiting.has(id)),
		(id) => waiting.get(id) ?? 0
	);
	for (const [count, recipients] of byCount) {
		await notify(tx, {
			kind,
			recipients,
			subject: { noun: 'review', id: campaign.id, href: reviewHref(campaign.id) },
			params: { title: campaign.name, count: String(count), due: campaign.dueOn },
			at
		});
	}
}

/** How many lines each reviewer of a round has still to answer; those with none are not there. */
export async function waitingLines(
	tx: Tx,
	campaignId: string,
	at: Date
): Promise<Map<string, number>> {
	const rows = await tx.execute<{ id: string; lines: number }>(sql`
		select l.reviewer_id as id, count(*)::int as lines from ${linesFrom}
		where l.campaign_id = ${campaignId} and ${needsAnswer(isoDay(at))} group by l.reviewer_id`);
	return new Map(rows.map(({ id, lines }) => [id, lines]));
}
