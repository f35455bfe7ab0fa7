import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { reviewCampaign } from './tables.ts';

export type Campaign = typeof reviewCampaign.$inferSelect;
type Kept = Pick<Campaign, 'unitId'>;

/** Where the reviewers of a round answer. */
export const reviewHref = (id: string): string => `/reviews/${id}`;

/** Keeps a round: the desk of its unit, or of the whole town where it is about everybody or a system. */
export const keepsCampaign = (actor: Actor, { unitId }: Kept): boolean =>
	unitId ? can(actor, 'rights.grant', { unitId }) : can(actor, 'systems.edit');

/** Reads it without being asked to answer: the desk and the auditors of its unit. */
export function watchesCampaign(actor: Actor, { unitId }: Kept): boolean {
	if (!can(actor, 'systems.read')) return false;
	const units = registerScope(actor);
	return units === null || (unitId !== null && units.includes(unitId));
}

/**
 * The round, locked until the transaction ends: `share` so that it is not closed while answers are written, `update` to
 * change it. Throws NotFound.
 */
export async function lockCampaign(tx: Tx, id: string, how: 'share' | 'update'): Promise<Campaign> {
	if (!isId(id)) throw notFound();
	const [found] = await tx.select().from(reviewCampaign).where(eq(reviewCampaign.id, id)).for(how);
	if (!found) throw notFound();
	return found;
}
