import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { skipPending } from './decide-approval.ts';
import { optionalText } from './needed-text.ts';
import { takeStep, type StepResult } from './take-step.ts';
import { parties } from './tell.ts';

/**
 * Takes a request back before it is fulfilled: those whose it is, their representative, or the desk. Recorded as
 * `request.cancelled`; the other party, the one who would approve and the assignee are told. Throws NotFound,
 * Forbidden, Conflict, Invalid (reason too long).
 */
export async function cancelRequest(
	db: Db,
	actor: Actor,
	input: { number: number; reason?: string; revision?: number },
	clock: Clock = systemClock
): Promise<StepResult> {
	const reason = optionalText(input.reason, 'reason');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.cancel',
			action: 'request.cancelled',
			plan: (request, tx, at) => ({
				move: 'cancel',
				hands: { holder: 'nobody' },
				set: { closedAt: at },
				event: { kind: 'cancelled', data: { reason } },
				afterwards: () => skipPending(tx, request.id, at),
				news: [
					{
						kind: 'request.cancelled',
						to: [
							...parties(request),
							request.assigneeId,
							request.holder === 'approvers' ? request.heldById : null
						],
						params: { note: reason }
					}
				],
				audit: { reason }
			})
		},
		clock
	);
}
