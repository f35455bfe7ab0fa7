import { eq } from 'drizzle-orm';
import { conflict, forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { outageProposal } from '../joins/tables.ts';
import { lockNotice } from '../life/locked-notice.ts';
import { notice } from '../tables.ts';

/**
 * Throws a draft away that nobody was told of; the proposal of an outage that it was made from is open again. The desk
 * and authors of the whole town, others what they began or own, or whom they stand in for. Recorded as
 * `notice.discarded` with what it said. Throws Forbidden, NotFound, Conflict once it is announced (it can be cancelled
 * then) or when somebody changed it since.
 */
export async function discardDraft(
	db: DbOrTx,
	actor: Actor,
	input: { number: number; revision?: number },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'notices.edit')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const { moved: _moved, ...before } = await lockNotice(tx, input.number, input);
		if (!can(actor, 'notices.discard', before)) throw forbidden();
		if (before.state !== 'draft') throw conflict('notice_writing_error_announced');
		await tx
			.update(outageProposal)
			.set({ state: 'open', noticeId: null, decidedById: null, decidedAt: null })
			.where(eq(outageProposal.noticeId, before.id));
		await tx.delete(notice).where(eq(notice.id, before.id));
		await recordAudit(tx, {
			actor,
			action: 'notice.discarded',
			noun: 'notice',
			recordId: before.id,
			before,
			at: clock.now()
		});
	});
	forgetKept(db, 'notices');
}
