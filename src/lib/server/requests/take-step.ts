import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { lockRequest, type LockedRequest, type RequestPermission } from './locked-request.ts';
import { moveRequest, type RequestStep } from './move-request.ts';
import { tell } from './tell.ts';

export type StepResult = { number: number; status: LockedRequest['status']; revision: number };

/** A step with whom it is told to and what the audit log keeps of it. */
export type StepPlan = RequestStep & {
	news?: Parameters<typeof tell>[3][];
	audit?: Record<string, unknown>;
	/** More to write after the move, in the same transaction. */
	afterwards?: (moved: LockedRequest) => Promise<void>;
};

/**
 * The frame of every command that takes one request one step: locks it, asks the permission, makes the move, tells
 * people and records, all in one transaction. `revision` is the one the person's page showed.
 */
export function takeStep(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number },
	rule: {
		permission: RequestPermission;
		action: `request.${string}`;
		plan: (request: LockedRequest, tx: Tx, at: Date) => StepPlan | Promise<StepPlan>;
	},
	clock: Clock
): Promise<StepResult> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const request = await lockRequest(tx, actor, input.number, rule.permission, input.revision);
		const { news = [], audit, afterwards, ...step } = await rule.plan(request, tx, at);
		const moved = await moveRequest(tx, request, actor, step, at);
		await afterwards?.(moved);
		for (const one of news) await tell(tx, moved, actor, one, at);
		await recordAudit(tx, {
			actor,
			action: rule.action,
			noun: 'request',
			recordId: request.id,
			before: { status: request.status },
			after: { status: moved.status, ...audit },
			at
		});
		return { number: moved.number, status: moved.status, revision: moved.revision };
	});
}
