import type { WorkingCalendar } from './calendar.ts';
import { addWorkingTime, workingTimeBetween } from './working-time.ts';

/** A stretch in which the clock of a request stood still; `to` is null while it still does. */
export type Pause = { from: Date; to: Date | null };

/**
 * Working minutes for which the clock stood still. Pauses that overlap count once; a pause that
 * still lasts counts until `now`.
 */
export function pausedTime(pauses: readonly Pause[], now: Date, calendar: WorkingCalendar): number {
	let paused = 0;
	let until = -Infinity;
	const ordered = pauses
		.map(({ from, to }) => ({ from: from.getTime(), to: (to ?? now).getTime() }))
		.sort((a, b) => a.from - b.from);
	for (const { from, to } of ordered) {
		const start = Math.max(from, until);
		if (to > start) {
			paused += workingTimeBetween(new Date(start), new Date(to), calendar);
			until = to;
		}
	}
	return paused;
}

/**
 * The due instant moved later by the working time of the pauses, to the millisecond: moving by
 * pauses one after another gives the same as moving by all at once.
 */
export function moveByPauses(
	due: Date,
	pauses: readonly Pause[],
	now: Date,
	calendar: WorkingCalendar
): Date {
	return addWorkingTime(due, pausedTime(pauses, now, calendar), calendar);
}
