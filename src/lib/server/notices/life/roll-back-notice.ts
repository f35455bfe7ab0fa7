import { forbidden } from '#lib/errors.ts';
import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { askIfWorks } from './ask-if-works.ts';
import { neededText } from './kept-text.ts';
import { isoOf } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * The work is broken off and the old state brought back: it works as before, and the change did not happen. A person
 * says so, with the reason; readers are told, and three of them asked. For who may tell its readers. Recorded as
 * `notice.rolled_back`. Throws NotFound, Forbidden, Conflict, Invalid (`et`).
 */
export function rollBackNotice(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number; texts: LooseText },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'roll_back',
		(notice, tx, at) => {
			if (actor.isSystem) throw forbidden('notice_desk_by_person');
			const texts = neededText(input.texts);
			return {
				set: {
					restoredAt: at,
					restoredById: actor.personId,
					restoredText: texts,
					rolledBack: true
				},
				action: 'notice.rolled_back',
				update: { kind: 'rolled_back', texts, facts: { startedAt: isoOf(notice.startedAt) } },
				afterwards: async (moved) => {
					if (moved.asksIfWorks) await askIfWorks(tx, moved, actor, at);
				}
			};
		},
		clock
	);
}
