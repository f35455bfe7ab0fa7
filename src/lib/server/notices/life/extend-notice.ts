import { sql } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { notice as noticeTable } from '../tables.ts';
import { keptText } from './kept-text.ts';
import { isoOf, mustBeSaneWindow } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * A new end for what is going on, also when the planned one has passed: readers have an estimate again, and the owner is
 * nudged anew from it. For who may tell its readers. Recorded as `notice.extended`. Throws NotFound, Forbidden,
 * Conflict, Invalid (`plannedEndAt`).
 */
export function extendNotice(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number; plannedEndAt: Date; texts?: LooseText },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'extend',
		(notice, _tx, at) => {
			const { plannedEndAt } = input;
			mustBeSaneWindow('outage', { startsAt: null, plannedEndAt }, at);
			if (plannedEndAt.getTime() === notice.plannedEndAt?.getTime())
				throw invalid({ plannedEndAt: ['notice_desk_end_same'] });
			return {
				set: { plannedEndAt, ...freshEnd, sequence: sql`${noticeTable.sequence} + 1` },
				action: 'notice.extended',
				update: {
					kind: 'extended',
					texts: keptText(input.texts),
					facts: { plannedEndAt: isoOf(plannedEndAt), before: isoOf(notice.plannedEndAt) }
				}
			};
		},
		clock
	);
}

/** Columns of what was done about a planned end that has passed, as they are for a new one. */
export const freshEnd = { nudgedAfter: null, overrunToldAt: null, escalatedAt: null };
