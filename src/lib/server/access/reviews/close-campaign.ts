import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { deleteStoredFile, readStoredFile, storeFile } from '#lib/server/files/storage.ts';
import { keepsCampaign, lockCampaign, watchesCampaign } from './campaign-record.ts';
import { findCampaign } from './get-campaign.ts';
import { readReport } from './read-report.ts';
import { reportPdf } from './report-pdf.ts';
import { reviewCampaign } from './tables.ts';

/**
 * Closes a round and signs its report: from then on nobody answers, and the report is kept as it was made, byte for byte,
 * with the name, the moment and the sum of its answers. Whoever may plan the round. Recorded as `review.closed`. Throws
 * NotFound, Forbidden, Conflict `reviews_not_open`.
 */
export async function closeCampaign(
	db: DbOrTx,
	actor: Actor,
	{ campaignId }: { campaignId: string },
	clock: Clock = systemClock
): Promise<{ sha256: string }> {
	let kept: string | undefined;
	try {
		return await withTransaction(db, async (tx) => {
			const campaign = await lockCampaign(tx, campaignId, 'update');
			if (!keepsCampaign(actor, campaign))
				throw watchesCampaign(actor, campaign) ? forbidden() : notFound();
			if (campaign.state !== 'open') throw conflict('reviews_not_open');
			const at = clock.now();
			const report = await readReport(tx, campaign, at);
			const bytes = await reportPdf(report, { signedBy: actor.name, at });
			const reportSha256 = createHash('sha256').update(bytes).digest('hex');
			if (kept) await deleteStoredFile(kept);
			kept = await storeFile(bytes);
			const { sha256: answersSha256 } = report;
			const closed = { state: 'closed' as const, closedAt: at, closedById: actorPersonId(actor) };
			await tx
				.update(reviewCampaign)
				.set({ ...closed, reportKey: kept, reportSha256, answersSha256 })
				.where(eq(reviewCampaign.id, campaignId));
			const event = { actor, action: 'review.closed', noun: 'review', recordId: campaignId, at };
			await recordAudit(tx, { ...event, after: { reportSha256, answersSha256, ...report.counts } });
			return { sha256: reportSha256 };
		});
	} catch (problem) {
		if (kept) await deleteStoredFile(kept);
		throw problem;
	}
}

/** The signed report of a closed round, byte for byte. Whoever reads the round. Throws Forbidden, NotFound. */
export async function openReport(db: Db, actor: Actor, campaignId: string): Promise<Buffer> {
	const { id } = await findCampaign(db, actor, campaignId);
	const [row] = await db
		.select({ key: reviewCampaign.reportKey })
		.from(reviewCampaign)
		.where(eq(reviewCampaign.id, id));
	if (!row?.key) throw notFound();
	return buffer(await readStoredFile(row.key));
}
