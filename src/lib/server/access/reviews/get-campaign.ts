import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { keepsCampaign, watchesCampaign } from './campaign-record.ts';
import { campaignCounts, reviewerCounts } from './count-lines.ts';
import { sizeOf } from './plan-campaign.ts';
import { reviewCampaign } from './tables.ts';

const closer = alias(person, 'closer');

/** A round as it stands in the register. Desk and auditors of its unit. Throws Forbidden, NotFound. */
export async function findCampaign(db: DbOrTx, actor: Actor, id: string) {
	if (!can(actor, 'systems.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const [found] = await db
		.select({
			id: reviewCampaign.id,
			name: reviewCampaign.name,
			state: reviewCampaign.state,
			systemId: reviewCampaign.systemId,
			systemName: informationSystem.name,
			unitId: reviewCampaign.unitId,
			unitName: unit.name,
			opensOn: reviewCampaign.opensOn,
			dueOn: reviewCampaign.dueOn,
			removeWithinDays: reviewCampaign.removeWithinDays,
			openedAt: reviewCampaign.openedAt,
			closedAt: reviewCampaign.closedAt,
			closedBy: closer.name,
			reportSha256: reviewCampaign.reportSha256,
			answersSha256: reviewCampaign.answersSha256
		})
		.from(reviewCampaign)
		.leftJoin(informationSystem, eq(informationSystem.id, reviewCampaign.systemId))
		.leftJoin(unit, eq(unit.id, reviewCampaign.unitId))
		.leftJoin(closer, eq(closer.id, reviewCampaign.closedById))
		.where(eq(reviewCampaign.id, id));
	if (!found || !watchesCampaign(actor, found)) throw notFound();
	return found;
}

/**
 * A round with how far it has come: its numbers and its reviewers, those who have most to answer first; of a draft, how
 * much it would ask today. Desk and auditors of its unit. Throws Forbidden, NotFound.
 */
export async function getCampaign(db: DbOrTx, actor: Actor, id: string, clock: Clock) {
	const found = await findCampaign(db, actor, id);
	const today = isoDay(clock.now());
	const isDraft = found.state === 'draft';
	const [size, counts, reviewers] = await Promise.all([
		isDraft ? sizeOf(db, found, today) : undefined,
		isDraft ? undefined : campaignCounts(db, id, today),
		isDraft ? [] : reviewerCounts(db, id, today)
	]);
	return { ...found, mayKeep: keepsCampaign(actor, found), size, counts, reviewers };
}

export type CampaignPage = Awaited<ReturnType<typeof getCampaign>>;
