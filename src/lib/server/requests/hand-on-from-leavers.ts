import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import { DESK_STATUSES } from '#lib/requests/statuses.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { isoDay } from '#lib/format/moments.ts';
import { listDeputies } from '#lib/server/people/approvers.ts';
import { unlessMovedOn } from './unless-moved-on.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person } from '#lib/server/people/tables.ts';
import { assignRequest } from './assign-request.ts';
import { lockRequest } from './locked-request.ts';
import { needed } from './open-stage.ts';
import { settleStage } from './settle-stage.ts';
import { resolveApprovers } from './resolve-approvers.ts';
import { approval, approvalStage, serviceRequest } from './tables.ts';
import { tell } from './tell.ts';

const AT_ONCE = 200;

/**
 * Nothing waits for somebody who has left: their pending approvals are asked of whoever the rule means now, and
 * requests they worked on go back to the desk. Safe to run twice. Recorded as `approval.handed_on` and
 * `request.assigned`.
 */
export const handOnFromLeavers: JobHandler = async ({ db, clock }) => {
	const waiting = await db
		.selectDistinct({ number: serviceRequest.number, stageId: approval.stageId })
		.from(approval)
		.innerJoin(person, eq(person.id, approval.approverId))
		.innerJoin(serviceRequest, eq(serviceRequest.id, approval.requestId))
		.where(and(eq(approval.pending, true), eq(person.status, 'left')))
		.limit(AT_ONCE);
	for (const { number, stageId } of waiting)
		await unlessMovedOn(() => askOthers(db, number, stageId, clock.now()));
	const held = await db
		.select({ number: serviceRequest.number })
		.from(serviceRequest)
		.innerJoin(person, eq(person.id, serviceRequest.assigneeId))
		.where(and(eq(person.status, 'left'), inArray(serviceRequest.status, [...DESK_STATUSES])))
		.limit(AT_ONCE);
	for (const { number } of held)
		await unlessMovedOn(() => assignRequest(db, systemActor, { number, assigneeId: null }, clock));
};

function askOthers(db: Db, number: number, stageId: string, at: Date): Promise<void> {
	return withTransaction(db, async (tx) => {
		const request = await lockRequest(tx, systemActor, number, 'request.read');
		const [stage] = await tx
			.select()
			.from(approvalStage)
			.where(and(eq(approvalStage.id, stageId), eq(approvalStage.state, 'open')));
		if (!stage) return;
		const gone = await tx
			.update(approval)
			.set({ pending: false })
			.where(
				and(
					eq(approval.stageId, stageId),
					eq(approval.pending, true),
					sql`${approval.approverId} in (select ${person.id} from ${person} where ${person.status} = 'left')`
				)
			)
			.returning({ id: approval.approverId });
		if (gone.length === 0) return;
		const approvers = await resolveApprovers(tx, stage.rule, {
			...request,
			managerId: request.beneficiary.managerId
		});
		const asked = await tx
			.insert(approval)
			.values(
				approvers.map(({ id, because }) => ({
					id: newId(),
					stageId,
					requestId: request.id,
					approverId: id,
					because
				}))
			)
			.onConflictDoNothing()
			.returning({ id: approval.approverId });
		await tx
			.update(approvalStage)
			.set({ needed: needed(stage.need, await countVoices(tx, stageId)) })
			.where(eq(approvalStage.id, stageId));
		await settleStage(tx, request, systemActor, stageId, at);
		const askedIds = asked.map((row) => row.id);
		await tell(
			tx,
			request,
			systemActor,
			{
				kind: 'request.approval_needed',
				to: [...askedIds, ...(await listDeputies(tx, askedIds, isoDay(at)))],
				params: { beneficiary: request.beneficiary.name },
				href: '/approvals'
			},
			at
		);
		await recordAudit(tx, {
			actor: systemActor,
			action: 'approval.handed_on',
			noun: 'request',
			recordId: request.id,
			before: { approvers: gone.map((row) => row.id) },
			after: { approvers: askedIds },
			at
		});
	});
}

/** Those whose say still counts: they have agreed, or are asked. */
async function countVoices(tx: Tx, stageId: string): Promise<number> {
	const voices = await tx
		.select({ id: approval.id })
		.from(approval)
		.where(
			and(
				eq(approval.stageId, stageId),
				or(eq(approval.pending, true), eq(approval.decision, 'approved'))
			)
		);
	return voices.length;
}
