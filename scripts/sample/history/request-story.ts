import { and, asc, eq } from 'drizzle-orm';
import { DomainError } from '#lib/errors.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { cancelRequest } from '#lib/server/requests/cancel-request.ts';
import { decideApproval } from '#lib/server/requests/decide-approval.ts';
import { resubmitRequest } from '#lib/server/requests/resubmit-request.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { approval, approvalStage, serviceRequest } from '#lib/server/requests/tables.ts';
import type { RequestStatus } from '#lib/requests/statuses.ts';
import { found, type Town, type Townsman } from '../sample-town.ts';
import type { Story } from '../timeline.ts';
import { words, type Ask, type AskContext } from './asks.ts';
import { deskStory } from './desk-story.ts';
import { later } from './moments.ts';

/** How a request goes. */
export type Fate = {
	/** What the first approver says. */
	decision: 'approved' | 'rejected' | 'returned';
	/** The asker takes it back while it waits. */
	cancels?: boolean;
	/** The desk asks something back; the vendor is waited for. */
	asks?: boolean;
	vendor?: boolean;
	reopens?: boolean;
	confirms?: boolean;
	/** It stays here for now. */
	stop?: RequestStatus;
	/** How many tasks are done when it stops in progress. */
	tasks?: number;
	/** E-mail of the agent who works on it. */
	agent?: string;
};

export type RequestStory = {
	context: AskContext;
	/** For whom, when not for oneself. */
	beneficiary?: Townsman;
	ask: () => Promise<Ask | undefined> | Ask | undefined;
	fate: Fate;
};

/** A step of a story: true when the request goes on from there. */
export type Step = AsyncGenerator<Date, boolean, void>;

/**
 * One request from its sending to its end. What a command refuses (the last seat is gone, somebody has the right
 * already) ends the story there, as it would in life; anything else is an error.
 */
export async function* requestStory(story: RequestStory): Story {
	try {
		const number = await send(story);
		if (number === undefined) return;
		if (!(yield* approvalStory(story, number))) return;
		yield* deskStory(story, number);
	} catch (problem) {
		if (!(problem instanceof DomainError)) throw problem;
	}
}

async function send({ context, beneficiary, ask }: RequestStory): Promise<number | undefined> {
	const { town, who } = context;
	const asked = await ask();
	if (!asked) return undefined;
	const input = {
		...asked,
		beneficiaryIds: [(beneficiary ?? who).id],
		submissionKey: newId()
	};
	const { requests } = await submitRequest(town.db, await town.actor(who), input, town.clock);
	return requests[0]?.number;
}

async function* approvalStory(story: RequestStory, number: number): Step {
	const { context, fate } = story;
	const { town, who } = context;
	let decision = fate.decision;
	for (;;) {
		const open = await openDecision(town, number);
		if (!open) return (await statusOf(town, number)) === 'queued';
		if (fate.stop === 'awaiting_approval') return false;
		if (fate.cancels) {
			yield later(town, 30, 240);
			const reason = words(context, 'cancel');
			await cancelRequest(town.db, await town.actor(who), { number, reason }, town.clock);
			return false;
		}
		yield later(town, 25, 700);
		const approver = found(town.byId(open.approverId), 'approver');
		const reason = reasonOf(context, decision);
		const input = { number, stageId: open.stageId, decision, reason };
		await decideApproval(town.db, await town.actor(approver), input, town.clock);
		if (decision === 'rejected') return false;
		if (decision === 'returned') {
			if (fate.stop === 'returned') return false;
			yield later(town, 60, 900);
			await sendAgain(story, number);
		}
		decision = 'approved';
	}
}

function reasonOf(context: AskContext, decision: Fate['decision']): string {
	const keys = { approved: 'approve', rejected: 'reject', returned: 'give_back' } as const;
	return words(context, keys[decision]);
}

async function sendAgain({ context }: RequestStory, number: number): Promise<void> {
	const { town, who } = context;
	const [row] = await town.db
		.select({ answers: serviceRequest.answers })
		.from(serviceRequest)
		.where(eq(serviceRequest.number, number));
	const { answers } = found(row, `request ${number}`);
	const values = 'why' in answers ? { ...answers, why: words(context, 'clearer') } : answers;
	await resubmitRequest(town.db, await town.actor(who), { number, values }, town.clock);
}

/** Whose say an open stage waits for. */
async function openDecision(town: Town, number: number) {
	const [row] = await town.db
		.select({ stageId: approvalStage.id, approverId: approval.approverId })
		.from(approval)
		.innerJoin(approvalStage, eq(approvalStage.id, approval.stageId))
		.innerJoin(serviceRequest, eq(serviceRequest.id, approval.requestId))
		.where(
			and(
				eq(serviceRequest.number, number),
				eq(approvalStage.state, 'open'),
				eq(approval.pending, true)
			)
		)
		.orderBy(asc(approval.id))
		.limit(1);
	return row;
}

/** The status a request has now. */
export async function statusOf(town: Town, number: number): Promise<RequestStatus | undefined> {
	const [row] = await town.db
		.select({ status: serviceRequest.status })
		.from(serviceRequest)
		.where(eq(serviceRequest.number, number));
	return row?.status;
}
