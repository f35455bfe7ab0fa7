import { isPaused } from '#lib/requests/statuses.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { LockedRequest } from './locked-request.ts';
import type { RequestStep } from './move-request.ts';

/** Work on a request that nobody has makes it one's own; somebody else's stays theirs. */
export function planTaking(
	request: LockedRequest,
	actor: Actor
): Pick<RequestStep, 'move' | 'hands' | 'set'> {
	if (request.assigneeId !== null) return request.status === 'queued' ? { move: 'take' } : {};
	return {
		move: request.status === 'queued' ? 'take' : undefined,
		hands: isPaused(request.status)
			? undefined
			: { holder: 'agent', heldById: actor.personId, heldByName: actor.name },
		set: { assigneeId: actor.personId }
	};
}
