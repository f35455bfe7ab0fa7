import type { Impact, NoticeKind } from './notice-states.ts';

const TWO_HOURS = 120;
const DAY = 1440;

/** Minutes before the start at which people may be reminded, earliest first. */
export const REMINDER_CHOICES = [10_080, 2880, 1440, 120, 30] as const;

/**
 * The reminders that a notice has unless its author says otherwise: a day before what gets slower, a day and two hours
 * before what stops. Nobody can be reminded of an outage, and need not be of what goes on working.
 */
export function defaultReminders(notice: { kind: NoticeKind; impact: Impact }): number[] {
	if (notice.kind === 'outage' || notice.kind === 'information') return [];
	if (notice.impact === 'none') return [];
	return notice.impact === 'degraded' ? [DAY] : [DAY, TWO_HOURS];
}
