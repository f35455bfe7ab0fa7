import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { checkToldAfter } from '../audience/check-told-after.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * Nothing more comes of it: information that no longer holds, or what was restored some days ago (then by the clock).
 * Its readers are not told; the owner is, when somebody told before was not told after. For who may tell its readers.
 * Recorded as `notice.closed`. Throws NotFound, Forbidden, Conflict.
 */
export function closeNotice(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'close',
		(_notice, tx, at) => ({
			set: { closedAt: at },
			action: 'notice.closed',
			update: { kind: 'closed' },
			afterwards: (moved) => checkToldAfter(tx, moved.id, at)
		}),
		clock
	);
}
