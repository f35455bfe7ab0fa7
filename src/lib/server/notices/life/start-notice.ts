import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { isoOf } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * It begins now, by hand: earlier than planned, or before the clock has looked. Readers are told at once. For who may
 * tell its readers. Recorded as `notice.started`. Throws NotFound, Forbidden, Conflict.
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
		(_notice, _tx, at) => ({
			set: { startedAt: at },
			action: 'notice.started',
			update: { kind: 'started', facts: { startedAt: isoOf(at) } }
		}),
		clock
	);
}
