import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import { approversHands, openNextStage } from './open-stage.ts';
import type { LockedRequest } from './locked-request.ts';
import { moveRequest } from './move-request.ts';
import { approval, approvalStage } from './tables.ts';

export type StageOutcome = 'approved' | 'rejected' | 'returned';

/**
 * What an open stage means now: enough have agreed, and the next one opens; or it waits for those still asked, who
 * are then the hands the request is in.
 */
export async function settleStage(
	tx: Tx,
	request: LockedRequest,
	actor: Actor,
	stageId: string,
	at: Date
): Promise<{ request: LockedRequest; settled: boolean }> {
	const [stage] = await tx
		.select({ needed: approvalStage.needed })
		.from(approvalStage)
		.where(eq(approvalStage.id, stageId));
	const parts = await tx.select().from(approval).where(eq(approval.stageId, stageId));
	const agreed = parts.filter((part) => part.decision === 'approved').length;
	if (agreed < (stage?.needed ?? 1)) {
		const waiting = parts.filter((part) => part.pending).map((part) => part.approverId);
		const names = await listPersonNames(tx, waiting);
		const hands = approversHands(waiting.map((id) => ({ id, name: names.get(id) ?? '' })));
		return { request: await moveRequest(tx, request, actor, { hands }, at), settled: false };
	}
	await closeStage(tx, stageId, 'approved', at);
	return { request: await openNextStage(tx, request, actor, at), settled: true };
}

/** Ends a stage; nobody is asked in it any more. */
export async function closeStage(
	tx: Tx,
	stageId: string,
	state: StageOutcome,
	at: Date
): Promise<void> {
	await tx
		.update(approvalStage)
		.set({ state, closedAt: at, remindAt: null })
		.where(and(eq(approvalStage.id, stageId), eq(approvalStage.state, 'open')));
	await tx.update(approval).set({ pending: false }).where(eq(approval.stageId, stageId));
}
