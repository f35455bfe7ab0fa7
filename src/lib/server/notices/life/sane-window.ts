import { invalid } from '#lib/errors.ts';
import type { NoticeKind } from '#lib/notices/notice-states.ts';

/** When something is planned to begin and to end. */
export type NoticeWindow = { startsAt: Date | null; plannedEndAt: Date | null };

/** Nobody plans longer than this: a slip of the year. */
const LONGEST_DAYS = 366;

/**
 * The window of a notice that people are about to be told of: planned work needs both ends and a change its start, none
 * of them past; an outage may have begun, and may have no estimate; the end comes after the start. Throws Invalid at
 * `startsAt` or `plannedEndAt`.
 */
export function mustBeSaneWindow(kind: NoticeKind, window: NoticeWindow, at: Date): void {
	const { startsAt, plannedEndAt } = window;
	const planned = kind === 'planned_work' || kind === 'change';
	if (planned && !startsAt) throw invalid({ startsAt: ['notice_desk_start_needed'] });
	if (planned && startsAt && startsAt < at) throw invalid({ startsAt: ['notice_desk_start_past'] });
	if (kind === 'outage' && startsAt && startsAt > at)
		throw invalid({ startsAt: ['notice_desk_outage_future'] });
	if (kind === 'planned_work' && !plannedEndAt)
		throw invalid({ plannedEndAt: ['notice_desk_end_needed'] });
	if (!plannedEndAt) return;
	if (plannedEndAt <= at) throw invalid({ plannedEndAt: ['notice_desk_end_past'] });
	if (startsAt && plannedEndAt <= startsAt)
		throw invalid({ plannedEndAt: ['notice_desk_end_before_start'] });
	const from = (startsAt ?? at).getTime();
	if (plannedEndAt.getTime() - from > LONGEST_DAYS * 86_400_000)
		throw invalid({ plannedEndAt: ['notice_desk_end_far'] });
}

/** Reminders whose moment has passed already: nobody is reminded of what they were told a minute ago. */
export function passedReminders(
	reminders: readonly number[],
	startsAt: Date | null,
	at: Date
): number[] {
	if (!startsAt) return [];
	return reminders.filter((minutes) => startsAt.getTime() - minutes * 60_000 <= at.getTime());
}

/** A moment as facts and the audit log keep it. */
export const isoOf = (moment: Date | null | undefined) => moment?.toISOString() ?? null;
