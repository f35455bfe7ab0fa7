import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { isoOf } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * It begins: by hand, or by the clock at the planned start (then as `systemActor`, and since that moment). Readers are
 * told at once. For who may tell its readers. Recorded as `notice.started`. Throws NotFound, Forbidden, Conflict.
 */
export function startNotice(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'start',
		(notice, _tx, at) => {
			// The portal may have stood still at the planned start: people were without it since then all the same.
			const startedAt = actor.isSystem && notice.startsAt ? notice.startsAt : at;
			return {
				set: { startedAt },
				action: 'notice.started',
				update: { kind: 'started', facts: { startedAt: isoOf(startedAt) } }
			};
		},
		clock
	);
}
