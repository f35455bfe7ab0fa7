import { eq, max } from 'drizzle-orm';
import type { ApprovalStage } from '#lib/catalogue/approval-stage.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { approvalStage } from './tables.ts';

/** Lays out a new round of approval stages, all still closed; the next free round after earlier ones. */
export async function planStages(
	tx: Tx,
	requestId: string,
	stages: readonly ApprovalStage[]
): Promise<void> {
	if (stages.length === 0) return;
	const [{ last } = { last: null }] = await tx
		.select({ last: max(approvalStage.round) })
		.from(approvalStage)
		.where(eq(approvalStage.requestId, requestId));
	await tx.insert(approvalStage).values(
		stages.map((stage, ordinal) => ({
			id: newId(),
			requestId,
			round: (last ?? 0) + 1,
			ordinal,
			title: stage.title,
			rule: stage.rule,
			need: String(stage.need),
			workingDays: stage.days,
			remindAfterDays: stage.remindAfterDays,
			state: 'pending' as const
		}))
	);
}
