import { and, eq, lte, sql } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { keepsCampaign, lockCampaign, watchesCampaign, type Campaign } from './campaign-record.ts';
import { plannedLines } from './review-sql.ts';
import { reviewCampaign, reviewLine, reviewReviewer } from './tables.ts';
import { tellReviewers } from './tell-reviewers.ts';

type Planned = {
	person_id: string;
	right_id: string | null;
	seat_id: string | null;
	reviewer_id: string;
};

/** Seven parameters a line; PostgreSQL takes at most 65,535 a statement. */
const LINES_AT_ONCE = 5000;

/**
 * Opens a round: what people hold at this moment becomes its lines, each with the person who answers, and those are told.
 * Whoever may plan it; before its day it is opened at once. Recorded as `review.opened`. Throws NotFound, Forbidden,
 * Conflict `reviews_not_draft`, `reviews_nothing` when nobody holds anything.
 */
export async function openCampaign(
	db: DbOrTx,
	actor: Actor,
	{ campaignId }: { campaignId: string },
	clock: Clock = systemClock
): Promise<{ lines: number; reviewers: number }> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const campaign = await lockCampaign(tx, campaignId, 'update');
		if (!keepsCampaign(actor, campaign))
			throw watchesCampaign(actor, campaign) ? forbidden() : notFound();
		if (campaign.state !== 'draft') throw conflict('reviews_not_draft');
		const { lines, reviewerIds } = await freezeLines(tx, campaign, at);
		if (lines === 0) throw conflict('reviews_nothing');
		await tx
			.update(reviewCampaign)
			.set({ state: 'open', openedAt: at, opensOn: isoDay(at) })
			.where(eq(reviewCampaign.id, campaignId));
		await tellReviewers(tx, campaign, 'review.asked', reviewerIds, at);
		const size = { lines, reviewers: reviewerIds.length };
		const event = { actor, action: 'review.opened', noun: 'review', recordId: campaignId, at };
		await recordAudit(tx, { ...event, after: size });
		return size;
	});
}

async function freezeLines(tx: Tx, campaign: Campaign, at: Date) {
	const planned = await tx.execute<Planned>(sql`
		select * from (${plannedLines(campaign, isoDay(at))}) planned where reviewer_id is not null`);
	const reviewerIds = [...new Set(planned.map((line) => line.reviewer_id))];
	const campaignId = campaign.id;
	if (reviewerIds.length > 0) {
		const rows = reviewerIds.map((reviewerId) => ({ campaignId, reviewerId }));
		await tx.insert(reviewReviewer).values(rows);
	}
	for (let start = 0; start < planned.length; start += LINES_AT_ONCE) {
		const some = planned.slice(start, start + LINES_AT_ONCE);
		const rows = some.map((line) => ({
			...{ id: newId(), campaignId },
			...{ reviewerId: line.reviewer_id, personId: line.person_id },
			...{ rightId: line.right_id, seatId: line.seat_id }
		}));
		await tx.insert(reviewLine).values(rows);
	}
	return { lines: planned.length, reviewerIds };
}

/** Opens the rounds whose first day has come. Safe to run twice. */
export const openDueCampaigns: JobHandler = async ({ db, clock }) => {
	const due = await db
		.select({ id: reviewCampaign.id })
		.from(reviewCampaign)
		.where(
			and(eq(reviewCampaign.state, 'draft'), lte(reviewCampaign.opensOn, isoDay(clock.now())))
		);
	for (const { id } of due) await openUnlessEmpty(db, id, clock);
};

async function openUnlessEmpty(db: DbOrTx, campaignId: string, clock: Clock): Promise<void> {
	try {
		await openCampaign(db, systemActor, { campaignId }, clock);
	} catch (problem) {
		// Nobody holds anything, or somebody opened it meanwhile: it stays as it is.
		if (!isExpected(problem)) throw problem;
	}
}

const isExpected = (problem: unknown): boolean =>
	problem instanceof Error &&
	'messageKey' in problem &&
	(problem.messageKey === 'reviews_nothing' || problem.messageKey === 'reviews_not_draft');
