import { and, asc, eq, sql } from 'drizzle-orm';
import { conflict, DomainError, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { RequestMove } from '#lib/requests/request-moves.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { lockRequest, movedOn, type LockedRequest } from './locked-request.ts';
import { moveRequest } from './move-request.ts';
import { recordEvent } from './record-event.ts';
import { closeStage, settleStage } from './settle-stage.ts';
import { approval, approvalStage } from './tables.ts';
import { parties, tell } from './tell.ts';

export type Decision = 'approved' | 'rejected' | 'returned';

export type DecideInput = {
	number: number;
	stageId: string;
	decision: Decision;
	/** Needed unless approved: the person who asked reads it. */
	reason?: string;
};

type Stage = typeof approvalStage.$inferSelect;

/**
 * Decides one's own part of an open stage, or as deputy of somebody who has a part in it. Nobody decides what they
 * asked for or get themselves, neither as a deputy. One rejection or return ends the stage; enough approvals open
 * the next. Recorded as `approval.<decision>`; the asker, next approvers or the desk are told.
 * Throws NotFound, Forbidden (own request), Conflict (decided already), Invalid (reason missing).
 */
export async function decideApproval(
	db: Db,
	actor: Actor,
	input: DecideInput,
	clock: Clock = systemClock
): Promise<{ number: number; status: LockedRequest['status'] }> {
	const reason = input.reason?.trim() ?? '';
	if (input.decision !== 'approved' && reason === '')
		throw invalid({ reason: ['errors_reason_needed'] });
	if (reason.length > 4000) throw invalid({ reason: ['errors_text_long'] });
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const request = await lockRequest(tx, actor, input.number, 'request.read');
		const stage = await openStageOf(tx, request, input.stageId);
		const part = await ownPart(tx, actor, request, stage);
		await tx
			.update(approval)
			.set({
				decision: input.decision,
				reason: reason || null,
				decidedById: actor.personId,
				decidedAt: at,
				pending: false
			})
			.where(eq(approval.id, part.id));
		const after =
			input.decision === 'approved'
				? await approveStage(tx, request, stage, actor, reason, at)
				: await refuseStage(tx, request, stage, actor, input.decision, reason, at);
		await recordAudit(tx, {
			actor,
			action: `approval.${input.decision}`,
			noun: 'request',
			recordId: request.id,
			before: { status: request.status },
			after: { status: after.status, stage: stage.title, for: part.approverId, reason },
			at
		});
		return { number: after.number, status: after.status };
	});
}

export type ManyDecided = { number: number; problem?: DomainError }[];

/** Decides several at once with one reason; each stands alone, so that one refused does not hold back the others. */
export async function decideMany(
	db: Db,
	actor: Actor,
	input: { items: { number: number; stageId: string }[]; decision: Decision; reason?: string },
	clock: Clock = systemClock
): Promise<ManyDecided> {
	const results: ManyDecided = [];
	for (const item of input.items.slice(0, 200)) {
		try {
			await decideApproval(
				db,
				actor,
				{ ...item, decision: input.decision, reason: input.reason },
				clock
			);
			results.push({ number: item.number });
		} catch (problem) {
			if (!(problem instanceof DomainError)) throw problem;
			results.push({ number: item.number, problem });
		}
	}
	return results;
}

async function openStageOf(tx: Tx, request: LockedRequest, stageId: string): Promise<Stage> {
	const [stage] = await tx
		.select()
		.from(approvalStage)
		.where(
			and(eq(approvalStage.requestId, request.id), sql`${approvalStage.id}::text = ${stageId}`)
		);
	if (!stage) throw notFound();
	if (stage.state !== 'open' || request.status !== 'awaiting_approval')
		throw await movedOn(tx, request);
	return stage;
}

async function ownPart(tx: Tx, actor: Actor, request: LockedRequest, stage: Stage) {
	const parts = await tx
		.select()
		.from(approval)
		.where(eq(approval.stageId, stage.id))
		.orderBy(asc(approval.id));
	const mine = parts.filter(
		(part) => part.approverId === actor.personId || actor.deputyFor.includes(part.approverId)
	);
	if (mine.length === 0) throw forbidden('errors_not_approver');
	// Also as a deputy one person has one say in a stage: two of them would make "all" mean one.
	if (parts.some((part) => part.decidedById === actor.personId))
		throw conflict('errors_approval_decided');
	if (parties(request).includes(actor.personId)) throw forbidden('errors_own_request');
	const own = mine.find((part) => part.pending && part.approverId === actor.personId);
	const part = own ?? mine.find((one) => one.pending);
	if (part) return part;
	throw conflict('errors_approval_decided');
}

async function approveStage(
	tx: Tx,
	request: LockedRequest,
	stage: Stage,
	actor: Actor,
	reason: string,
	at: Date
): Promise<LockedRequest> {
	const data: Record<string, string> = reason ? { reason } : {};
	await recordEvent(tx, request.id, actor, { kind: 'approved', data }, at);
	const outcome = await settleStage(tx, request, actor, stage.id, at);
	if (outcome.settled)
		await tell(tx, outcome.request, actor, { kind: 'request.approved', to: parties(request) }, at);
	return outcome.request;
}

const REFUSALS: Record<
	'rejected' | 'returned',
	{ move: RequestMove; holder: 'nobody' | 'requester' }
> = {
	rejected: { move: 'reject', holder: 'nobody' },
	returned: { move: 'return', holder: 'requester' }
};

async function refuseStage(
	tx: Tx,
	request: LockedRequest,
	stage: Stage,
	actor: Actor,
	decision: 'rejected' | 'returned',
	reason: string,
	at: Date
): Promise<LockedRequest> {
	await closeStage(tx, stage.id, decision, at);
	await skipPending(tx, request.id, at);
	const { move, holder } = REFUSALS[decision];
	const moved = await moveRequest(
		tx,
		request,
		actor,
		{
			move,
			hands: holder === 'requester' ? { holder, heldById: request.requesterId } : { holder },
			set: decision === 'rejected' ? { closedAt: at } : {},
			event: { kind: decision, data: { reason } }
		},
		at
	);
	await tell(
		tx,
		moved,
		actor,
		{ kind: `request.${decision}`, to: parties(request), params: { note: reason } },
		at
	);
	return moved;
}

/** Stages of a round that will not open any more: the request was returned, cancelled or rejected. */
export async function skipPending(tx: Tx, requestId: string, at: Date): Promise<void> {
	await tx
		.update(approvalStage)
		.set({ state: 'skipped', closedAt: at, skippedBecause: 'closed', remindAt: null })
		.where(
			and(
				eq(approvalStage.requestId, requestId),
				sql`${approvalStage.state} in ('pending', 'open')`
			)
		);
	await tx
		.update(approval)
		.set({ pending: false })
		.where(and(eq(approval.requestId, requestId), eq(approval.pending, true)));
}
