import { invalid } from '#lib/errors.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { optionalText } from './needed-text.ts';
import { takeStep, type StepResult } from './take-step.ts';

/**
 * Confirms that it works, with a rating of 1 to 5 where one wants to give one. For those whose request it is and
 * their representative. Recorded as `request.confirmed`; the agent is told. Throws NotFound, Forbidden, Conflict,
 * Invalid.
 */
export async function confirmRequest(
	db: Db,
	actor: Actor,
	input: { number: number; rating?: number; comment?: string },
	clock: Clock = systemClock
): Promise<StepResult> {
	const { rating } = input;
	if (rating !== undefined && !(Number.isInteger(rating) && rating >= 1 && rating <= 5))
		throw invalid({ rating: ['errors_choose'] });
	const comment = optionalText(input.comment, 'comment');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.confirm',
			action: 'request.confirmed',
			plan: (request, _tx, at) => ({
				move: 'confirm',
				hands: { holder: 'nobody' },
				set: {
					closedAt: at,
					confirmsItselfAt: null,
					rating: rating ?? null,
					ratingComment: comment || null
				},
				event: { kind: 'confirmed', data: { rating: String(rating ?? '') } },
				news: [
					{
						kind: 'request.confirmed',
						to: [request.assigneeId],
						params: { note: comment }
					}
				],
				audit: { rating, comment }
			})
		},
		clock
	);
}

/** Confirms a fulfilled request that nobody answered in time: the portal's own act. */
export function confirmByItself(db: Db, number: number, clock: Clock): Promise<StepResult> {
	return takeStep(
		db,
		systemActor,
		{ number },
		{
			permission: 'request.confirm',
			action: 'request.confirmed',
			plan: (_request, _tx, at) => ({
				move: 'confirm',
				hands: { holder: 'nobody' },
				set: { closedAt: at, confirmsItselfAt: null },
				event: { kind: 'confirmed_itself' }
			})
		},
		clock
	);
}
