import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound, type FieldIssues } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { keepsCampaign, lockCampaign, watchesCampaign } from './campaign-record.ts';
import { reviewCampaign } from './tables.ts';

export type CampaignInput = {
	/** A draft to change; a new one without it. */
	id?: string;
	name: string;
	systemId: string | null;
	unitId: string | null;
	opensOn: string;
	dueOn: string;
	removeWithinDays: number;
};

const LONGEST_REMOVAL = 90;

/**
 * Plans a round in which line managers, or the owner of a system, look through who may use what; it opens by itself on its
 * first day. The desk of its unit, or of the whole town. Recorded as `review.planned`. Throws Forbidden, NotFound,
 * Conflict `reviews_not_draft`, Invalid at `name`, `opensOn`, `dueOn`, `removeWithinDays`.
 */
export async function saveCampaign(
	db: DbOrTx,
	actor: Actor,
	input: CampaignInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	const { id: before, ...rest } = input;
	const fields = { ...rest, name: rest.name.trim() };
	if (!keepsCampaign(actor, fields)) throw forbidden();
	const at = clock.now();
	const issues = issuesOf(fields, isoDay(at));
	if (Object.keys(issues).length > 0) throw invalid(issues);
	return withTransaction(db, async (tx) => {
		const id = before ?? newId();
		if (before) {
			mustBeDraft(await lockCampaign(tx, before, 'update'), actor);
			await tx.update(reviewCampaign).set(fields).where(eq(reviewCampaign.id, before));
		} else {
			const made = { id, ...fields, createdAt: at, createdById: actorPersonId(actor) };
			await tx.insert(reviewCampaign).values(made);
		}
		const event = { actor, action: 'review.planned', noun: 'review', recordId: id, at };
		await recordAudit(tx, { ...event, after: fields });
		return { id };
	});
}

/**
 * Drops a round that has not been opened. Whoever may plan it. Recorded as `review.discarded`. Throws NotFound, Conflict
 * `reviews_not_draft`.
 */
export async function discardCampaign(
	db: DbOrTx,
	actor: Actor,
	{ campaignId }: { campaignId: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const found = await lockCampaign(tx, campaignId, 'update');
		mustBeDraft(found, actor);
		await tx.delete(reviewCampaign).where(eq(reviewCampaign.id, campaignId));
		const event = { actor, action: 'review.discarded', noun: 'review', recordId: campaignId, at };
		await recordAudit(tx, { ...event, before: { name: found.name } });
	});
}

function mustBeDraft(found: typeof reviewCampaign.$inferSelect, actor: Actor): void {
	if (!keepsCampaign(actor, found)) throw watchesCampaign(actor, found) ? forbidden() : notFound();
	if (found.state !== 'draft') throw conflict('reviews_not_draft');
}

function issuesOf(fields: Omit<CampaignInput, 'id'>, today: string): FieldIssues {
	const { name, opensOn, dueOn, removeWithinDays: days } = fields;
	return {
		...(name === '' && { name: ['errors_required'] }),
		...(opensOn < today && { opensOn: ['reviews_opens_past'] }),
		...(dueOn <= opensOn && { dueOn: ['reviews_due_before'] }),
		...((!Number.isInteger(days) || days < 1 || days > LONGEST_REMOVAL) && {
			removeWithinDays: ['reviews_days_wrong']
		})
	};
}
