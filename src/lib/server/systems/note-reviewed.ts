import { and, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { accessRight } from './tables.ts';

/**
 * Notes at rights that somebody who answers for their holder has said that they are needed, in the caller's transaction,
 * who has asked who may. Those that have ended stay as they are. Recorded as `right.reviewed` of each.
 */
export async function noteReviewed(
	tx: Tx,
	actor: Actor,
	rightIds: readonly string[],
	at: Date
): Promise<void> {
	if (rightIds.length === 0) return;
	const noted = await tx
		.update(accessRight)
		.set({ reviewedAt: at })
		.where(and(inArray(accessRight.id, [...rightIds]), isNull(accessRight.endedAt)))
		.returning({ id: accessRight.id });
	await recordAudits(
		tx,
		noted.map(({ id }) => ({
			...{ actor, action: 'right.reviewed', noun: 'right', recordId: id, at },
			after: { reviewedAt: at }
		}))
	);
}
