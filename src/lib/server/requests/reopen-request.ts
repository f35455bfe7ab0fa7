import { promiseAfterReopening } from '#lib/working-time/promise.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { writeComment } from './comment-request.ts';
import { deskHands } from './desk-hands.ts';
import { movedOn } from './locked-request.ts';
import { neededText } from './needed-text.ts';
import { calendarOf } from './request-calendar.ts';
import { takeStep, type StepResult } from './take-step.ts';
import { parties } from './tell.ts';

/**
 * Says that it is not done after all; back to its agent. The time it was thought done is added to the promise, and at
 * least one working day is left. Within the days in which it could be confirmed, for those whose it is, their
 * representative and the desk. Recorded as `request.reopened`. Throws NotFound, Forbidden, Conflict, Invalid.
 */
export async function reopenRequest(
	db: Db,
	actor: Actor,
	input: { number: number; reason: string; revision?: number },
	clock: Clock = systemClock
): Promise<StepResult> {
	const reason = neededText(input.reason, 'reason', 'errors_reopen_reason');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.reopen',
			action: 'request.reopened',
			plan: async (request, tx, at) => {
				if (!request.fulfilledAt) throw await movedOn(tx, request);
				const calendar = await calendarOf(tx, request.beneficiary.hours);
				const promisedAt = promiseAfterReopening({
					promisedAt: request.promisedAt,
					fulfilledAt: request.fulfilledAt,
					reopenedAt: at,
					calendar
				});
				return {
					move: 'reopen',
					hands: await deskHands(tx, request),
					set: {
						fulfilledAt: null,
						confirmsItselfAt: null,
						promisedAt,
						promiseBaseAt: promisedAt,
						promiseBaseSince: at,
						promiseNote: 'reopened'
					},
					event: { kind: 'reopened', data: { reason } },
					afterwards: async (moved) => {
						await writeComment(tx, moved, actor, { body: reason, internal: false }, at);
					},
					news: [
						{
							kind: 'request.reopened',
							to: [request.assigneeId, ...parties(request)],
							params: { note: reason }
						}
					],
					audit: { reason }
				};
			}
		},
		clock
	);
}
