import { sql } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { notice as noticeTable } from '../tables.ts';
import { foretell, type Excuses } from './foretelling.ts';
import { keptText } from './kept-text.ts';
import { isoOf, mustBeSaneWindow, passedReminders } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/** The new window, and why it moves. */
type Rescheduling = Excuses & {
	number: number;
	revision?: number;
	startsAt: Date;
	plannedEndAt: Date | null;
	texts?: LooseText;
};

/**
 * Another window for what has not begun. The same thread of letters and the same entry of readers' calendars, with a
 * higher sequence; reminders count from the new start. The lead time and freezes are asked about again: told once too
 * late it stays so. For who may tell its readers. Recorded as `notice.rescheduled`. Throws NotFound, Forbidden,
 * Conflict, Invalid (`startsAt`, `plannedEndAt`, `lateReason`, `freeze-<id>`).
 */
export function rescheduleNotice(
	db: Db,
	actor: Actor,
	input: Rescheduling,
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'reschedule',
		async (notice, tx, at) => {
			const { startsAt, plannedEndAt } = input;
			mustBeSaneWindow(notice.kind, { startsAt, plannedEndAt }, at);
			const same =
				startsAt.getTime() === notice.startsAt?.getTime() &&
				plannedEndAt?.getTime() === notice.plannedEndAt?.getTime();
			if (same) throw invalid({ startsAt: ['notice_desk_window_same'] });
			const told = await foretell(tx, notice, { startsAt, plannedEndAt }, { ...input, actor }, at);
			const wasLate = notice.inTime === false;
			return {
				set: {
					startsAt,
					plannedEndAt,
					inTime: wasLate ? false : told.inTime,
					lateReason: told.lateReason ?? notice.lateReason,
					reminded: passedReminders(notice.reminders, startsAt, at),
					sequence: sql`${noticeTable.sequence} + 1`
				},
				action: 'notice.rescheduled',
				update: {
					kind: 'rescheduled',
					texts: keptText(input.texts),
					facts: {
						startsAt: isoOf(startsAt),
						plannedEndAt: isoOf(plannedEndAt),
						startedBefore: isoOf(notice.startsAt),
						endedBefore: isoOf(notice.plannedEndAt)
					}
				}
			};
		},
		clock
	);
}
