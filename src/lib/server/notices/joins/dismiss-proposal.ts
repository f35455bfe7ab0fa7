import { and, eq } from 'drizzle-orm';
import { conflict, forbidden } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { outageProposal } from './tables.ts';

/**
 * Puts a proposal of an outage aside: the reports stay what they are. The desk and authors. Recorded as
 * `outage_proposal.dismissed`. Throws Forbidden, Conflict (somebody has decided about it already).
 */
export async function dismissProposal(
	db: Db,
	actor: Actor,
	input: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'notices.edit')) throw forbidden();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [dismissed] = await tx
			.update(outageProposal)
			.set({ state: 'dismissed', decidedById: actorPersonId(actor), decidedAt: at })
			.where(and(eq(outageProposal.id, input.id), eq(outageProposal.state, 'open')))
			.returning({ requests: outageProposal.requestNumbers });
		if (!dismissed) throw conflict('notice_plan_error_proposal_over');
		await recordAudit(tx, {
			actor,
			action: 'outage_proposal.dismissed',
			noun: 'outage_proposal',
			recordId: input.id,
			before: dismissed,
			at
		});
	});
	forgetKept(db, 'notices');
}
