import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { skipPending } from './decide-approval.ts';
import { neededText } from './needed-text.ts';
import { takeStep, type StepResult } from './take-step.ts';
import { parties } from './tell.ts';

type RefuseInput = { number: number; reason: string; revision?: number };

/**
 * Sends a request back for changes; the answers can be edited and sent again. For the desk. Recorded as
 * `request.returned`; the parties are told why. Throws NotFound, Forbidden, Conflict, Invalid (no reason).
 */
export async function returnRequest(
	db: Db,
	actor: Actor,
	input: RefuseInput,
	clock: Clock = systemClock
): Promise<StepResult> {
	return refuse(db, actor, input, 'returned', clock);
}

/** Refuses a request for good, with the reason. As `returnRequest` otherwise. Recorded as `request.rejected`. */
export async function rejectRequest(
	db: Db,
	actor: Actor,
	input: RefuseInput,
	clock: Clock = systemClock
): Promise<StepResult> {
	return refuse(db, actor, input, 'rejected', clock);
}

async function refuse(
	db: Db,
	actor: Actor,
	input: RefuseInput,
	decision: 'returned' | 'rejected',
	clock: Clock
): Promise<StepResult> {
	const reason = neededText(input.reason, 'reason', 'errors_reason_needed');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: `request.${decision}`,
			plan: (request, tx, at) => ({
				move: decision === 'returned' ? 'return' : 'reject',
				hands:
					decision === 'returned'
						? { holder: 'requester', heldById: request.requesterId }
						: { holder: 'nobody' },
				set: decision === 'rejected' ? { closedAt: at } : {},
				event: { kind: decision, data: { reason } },
				afterwards: () => skipPending(tx, request.id, at),
				news: [{ kind: `request.${decision}`, to: parties(request), params: { note: reason } }],
				audit: { reason }
			})
		},
		clock
	);
}
