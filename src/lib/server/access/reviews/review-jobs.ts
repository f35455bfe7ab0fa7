import { and, eq, isNull, sql } from 'drizzle-orm';
import { daysBetween, isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { person } from '#lib/server/people/tables.ts';
import { reviewHref, type Campaign } from './campaign-record.ts';
import { linesFrom, needsAnswer, reviewersOf } from './review-sql.ts';
import { reviewCampaign, reviewLine, reviewReviewer } from './tables.ts';
import { tellReviewers, waitingLines } from './tell-reviewers.ts';

/** Days before the last day on which those who have not answered are reminded; the last day itself too. */
const REMINDED_BEFORE = [7, 2, 0];

const openCampaigns = (db: Db): Promise<Campaign[]> =>
	db.select().from(reviewCampaign).where(eq(reviewCampaign.state, 'open'));

/** Holds a round that goes on; undefined when it was closed meanwhile. */
async function holdOpen(tx: Tx, id: string): Promise<Campaign | undefined> {
	const [found] = await tx
		.select()
		.from(reviewCampaign)
		.where(and(eq(reviewCampaign.id, id), eq(reviewCampaign.state, 'open')))
		.for('share');
	return found;
}

/**
 * Each morning in every open round: reminds a week and two days before the last day and on it, once each; after it, what
 * has no answer goes to the reviewer's own line manager, or the head above, who may answer too. Whose system it is hears
 * what nobody knows. Safe to run twice.
 */
export const remindReviewers: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	for (const { id } of await openCampaigns(db)) {
		await withTransaction(db, async (tx) => {
			const campaign = await holdOpen(tx, id);
			if (!campaign) return;
			if (isoDay(at) > campaign.dueOn) await passOn(tx, campaign, at);
			else await remind(tx, campaign, at);
			await tellOwners(tx, campaign, at);
		});
	}
};

async function remind(tx: Tx, campaign: Campaign, at: Date): Promise<void> {
	const left = daysBetween(at, campaign.dueOn);
	const due = REMINDED_BEFORE.filter((days) => days >= left).length;
	if (due === 0) return;
	const taken = await tx
		.update(reviewReviewer)
		.set({ reminders: due, remindedAt: at })
		.where(
			and(eq(reviewReviewer.campaignId, campaign.id), sql`${reviewReviewer.reminders} < ${due}`)
		)
		.returning({ id: reviewReviewer.reviewerId });
	const ids = taken.map(({ id }) => id);
	await tellReviewers(tx, campaign, 'review.reminder', ids, at);
}

async function passOn(tx: Tx, campaign: Campaign, at: Date): Promise<void> {
	const waiting = await waitingLines(tx, campaign.id, at);
	const late = await tx
		.select({ id: reviewReviewer.reviewerId, name: person.name })
		.from(reviewReviewer)
		.innerJoin(person, eq(person.id, reviewReviewer.reviewerId))
		.where(and(eq(reviewReviewer.campaignId, campaign.id), isNull(reviewReviewer.escalatedAt)));
	for (const { id, name } of late) {
		const lines = waiting.get(id);
		if (!lines) continue;
		const [above] = await tx.execute<{ reviewer_id: string | null; name: string | null }>(sql`
			select who.reviewer_id, p.name from (${reviewersOf(sql`select ${id}::uuid`)}) who
			left join ${person} p on p.id = who.reviewer_id`);
		if (!above?.reviewer_id) continue;
		await tx
			.update(reviewReviewer)
			.set({ escalatedAt: at, escalatedToId: above.reviewer_id })
			.where(and(eq(reviewReviewer.campaignId, campaign.id), eq(reviewReviewer.reviewerId, id)));
		const subject = { noun: 'review', id: campaign.id, href: reviewHref(campaign.id) };
		const params = { title: campaign.name, count: String(lines) };
		await notify(tx, {
			...{ kind: 'review.escalated', recipients: [above.reviewer_id], subject },
			...{ params: { ...params, who: name }, at }
		});
		await notify(tx, {
			...{ kind: 'review.passed_on', recipients: [id], subject },
			...{ params: { ...params, who: above.name ?? '' }, at }
		});
		await recordAudit(tx, {
			...{ actor: systemActor, action: 'review.escalated', noun: 'review', recordId: campaign.id },
			...{ after: { from: id, to: above.reviewer_id, lines }, at }
		});
	}
}

/** Owners of systems about which a reviewer said "don't know": each line once. */
async function tellOwners(tx: Tx, campaign: Campaign, at: Date): Promise<void> {
	const asked = await tx.execute<{ owner: string; lines: string[] }>(sql`
		select sys.owner_id as owner, array_agg(l.id) as lines from ${linesFrom}
		where l.campaign_id = ${campaign.id} and l.answer = 'unknown' and l.owner_told_at is null
			and sys.owner_id is not null and sys.owner_id <> l.person_id
		group by sys.owner_id`);
	for (const { owner, lines } of asked) {
		await tx
			.update(reviewLine)
			.set({ ownerToldAt: at })
			.where(sql`${reviewLine.id} = any (${sql.param(`{${lines.join(',')}}`)}::uuid[])`);
		await notify(tx, {
			kind: 'review.unknown',
			recipients: [owner],
			subject: {
				...{ noun: 'review', id: campaign.id },
				href: `${reviewHref(campaign.id)}?which=unknown`
			},
			params: { title: campaign.name, count: String(lines.length) },
			at
		});
	}
}

/**
 * In open rounds, lines without an answer whose reviewer has left go to whoever answers for those people now: the
 * successor is their line manager by then, and a system has its new owner. They are told. Safe to run twice.
 */
export const handOnReviews: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	for (const { id } of await openCampaigns(db)) {
		await withTransaction(db, async (tx) => {
			const campaign = await holdOpen(tx, id);
			if (campaign) await handOn(tx, campaign, at);
		});
	}
};

async function handOn(tx: Tx, campaign: Campaign, at: Date): Promise<void> {
	const left = sql`
		select l.id, l.person_id, case when ${campaign.systemId}::uuid is null then null else o.id end as owner_id
		from ${linesFrom}
		left join ${person} o on o.id = sys.owner_id and o.status = 'active' and o.id <> l.person_id
		join ${person} gone on gone.id = l.reviewer_id and gone.status = 'left'
		where l.campaign_id = ${campaign.id} and ${needsAnswer(isoDay(at))}`;
	const moved = await tx.execute<{ id: string; to: string }>(sql`
		with those as (${left}), who as (${reviewersOf(sql`select person_id from those`)})
		select those.id, coalesce(those.owner_id, who.reviewer_id) as "to" from those
		join who on who.person_id = those.person_id
		where coalesce(those.owner_id, who.reviewer_id) is not null`);
	const byReviewer = Map.groupBy(moved, ({ to }) => to);
	for (const [reviewerId, lines] of byReviewer) {
		await tx
			.insert(reviewReviewer)
			.values({ campaignId: campaign.id, reviewerId })
			.onConflictDoUpdate({
				target: [reviewReviewer.campaignId, reviewReviewer.reviewerId],
				set: { finishedAt: null }
			});
		const ids = lines.map((line) => line.id);
		await tx
			.update(reviewLine)
			.set({ reviewerId })
			.where(sql`${reviewLine.id} = any (${sql.param(`{${ids.join(',')}}`)}::uuid[])`);
	}
	if (moved.length === 0) return;
	await tellReviewers(tx, campaign, 'review.asked', [...byReviewer.keys()], at);
	await recordAudit(tx, {
		...{ actor: systemActor, action: 'review.handed_on', noun: 'review', recordId: campaign.id },
		...{ after: { lines: Object.fromEntries(moved.map(({ id, to }) => [id, to])) }, at }
	});
}
