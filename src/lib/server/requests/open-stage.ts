import { and, asc, eq } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { listAgentsFor, listDeputies } from '#lib/server/people/approvers.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { createTasks } from './create-tasks.ts';
import type { LockedRequest } from './locked-request.ts';
import { moveRequest } from './move-request.ts';
import { recordEvent } from './record-event.ts';
import { calendarOf } from './request-calendar.ts';
import { resolveApprovers, type ResolvedApprover } from './resolve-approvers.ts';
import { approval, approvalStage } from './tables.ts';
import { tell } from './tell.ts';

/**
 * Opens the next stage of a round: resolves its rule to people now, starts its clock and tells them and their
 * deputies. When no stage is left the request goes to the desk with its tasks.
 */
export async function openNextStage(
	tx: Tx,
	request: LockedRequest,
	actor: Actor,
	at: Date
): Promise<LockedRequest> {
	const [stage] = await tx
		.select()
		.from(approvalStage)
		.where(and(eq(approvalStage.requestId, request.id), eq(approvalStage.state, 'pending')))
		.orderBy(asc(approvalStage.round), asc(approvalStage.ordinal))
		.limit(1);
	if (!stage) return sendToDesk(tx, request, actor, at);
	const approvers = await resolveApprovers(tx, stage.rule, {
		...request,
		managerId: request.beneficiary.managerId
	});
	const calendar = await calendarOf(tx, request.beneficiary.hours);
	await tx
		.update(approvalStage)
		.set({
			state: 'open',
			needed: needed(stage.need, approvers.length),
			openedAt: at,
			dueAt: addWorkingDays(at, stage.workingDays, calendar),
			remindAt: addWorkingDays(at, stage.remindAfterDays, calendar)
		})
		.where(eq(approvalStage.id, stage.id));
	if (approvers.length > 0) {
		await tx.insert(approval).values(
			approvers.map(({ id, because }) => ({
				id: newId(),
				stageId: stage.id,
				requestId: request.id,
				approverId: id,
				because
			}))
		);
	}
	const moved = await moveRequest(
		tx,
		request,
		actor,
		{ move: 'open_approval', hands: approversHands(approvers) },
		at
	);
	const asked = approvers.map((approver) => approver.id);
	await tell(
		tx,
		moved,
		actor,
		{
			kind: 'request.approval_needed',
			to: [...asked, ...(await listDeputies(tx, asked, isoDay(at)))],
			params: { beneficiary: request.beneficiary.name },
			href: '/approvals'
		},
		at
	);
	return moved;
}

/** How many of these people must agree. A stage never needs more than it has. */
export function needed(need: string, people: number): number {
	if (need === 'all') return Math.max(1, people);
	if (need === 'any') return 1;
	return Math.max(1, Math.min(Number(need) || 1, people));
}

/** Shown as "Katrin Saar" or "Katrin Saar +2". */
export function approversHands(approvers: Pick<ResolvedApprover, 'id' | 'name'>[]) {
	const [first, ...others] = approvers;
	return {
		holder: 'approvers' as const,
		heldById: first?.id ?? null,
		heldByName: first ? first.name + (others.length > 0 ? ` +${others.length}` : '') : null
	};
}

async function sendToDesk(
	tx: Tx,
	request: LockedRequest,
	actor: Actor,
	at: Date
): Promise<LockedRequest> {
	const move = request.status === 'awaiting_approval' ? ('approve_all' as const) : undefined;
	const late = await promiseAfterApprovals(tx, request, at);
	const moved = await moveRequest(
		tx,
		request,
		actor,
		{ move, hands: { holder: 'desk' }, set: late },
		at
	);
	await recordEvent(
		tx,
		request.id,
		systemActor,
		{ kind: 'queued', data: { team: request.team } },
		at
	);
	await createTasks(tx, moved);
	await tell(
		tx,
		moved,
		actor,
		{
			kind: 'request.queued',
			to: await listAgentsFor(tx, request.unitId),
			params: { beneficiary: request.beneficiary.name },
			href: `/admin/requests?open=${request.number}`
		},
		at
	);
	return moved;
}

/** Approvals that took longer than their clock move the promise: the desk keeps the days it was given. */
async function promiseAfterApprovals(tx: Tx, request: LockedRequest, at: Date) {
	const calendar = await calendarOf(tx, request.beneficiary.hours);
	const soonest = addWorkingDays(at, request.fulfilDays, calendar);
	if (soonest <= request.promisedAt) return undefined;
	return {
		promiseBaseAt: soonest,
		promiseBaseSince: at,
		promisedAt: soonest,
		promiseNote: 'approval_took_longer'
	};
}
