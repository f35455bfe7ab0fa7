import type { WorkingCalendar } from './calendar.ts';
import { moveByPauses, type Pause } from './pauses.ts';
import { addWorkingDays, endOfWorkingDay } from './working-time.ts';

export type PromiseInput = {
	submittedAt: Date;
	/** Working days that each approval stage may take, in order. */
	stages: readonly { days: number }[];
	/** Working days that the fulfilment takes. */
	fulfilDays: number;
	pauses: readonly Pause[];
	/** Until when a pause that still lasts is counted. Needed only when there is one. */
	now?: Date;
	calendar: WorkingCalendar;
};

/** The promise and how it adds up. Every instant is the end of a working day. */
export type PromisedDay = {
	/** By when each approval stage should be decided, were nothing paused. */
	stagesDueAt: Date[];
	/** By when it is promised. */
	dueAt: Date;
};

/**
 * The day promised to the person who asks. A request sent after working hours, at a weekend or on
 * a holiday counts as sent on the next working day; the stages and then the fulfilment take their
 * working days from there; pauses are added to the minute, and the promise is the end of the
 * working day on which that falls. Rounding comes last, once, so that ten short pauses never cost
 * more than their sum.
 */
export function promise(input: PromiseInput): PromisedDay {
	const { submittedAt, stages, fulfilDays, pauses, calendar } = input;
	const stagesDueAt: Date[] = [];
	let days = 0;
	for (const stage of stages) {
		days += stage.days;
		stagesDueAt.push(addWorkingDays(submittedAt, days, calendar));
	}
	const unpaused = addWorkingDays(submittedAt, days + fulfilDays, calendar);
	const moved = moveByPauses(unpaused, pauses, input.now ?? submittedAt, calendar);
	return { stagesDueAt, dueAt: endOfWorkingDay(moved, calendar) };
}

/**
 * The promise after the request was moved to another service: counted anew from the sending by the
 * new service's days, because the person has waited since then, but never before the end of the
 * working day on which it was moved.
 */
export function promiseAfterServiceChange(input: PromiseInput & { changedAt: Date }): PromisedDay {
	const anew = promise(input);
	const soonest = endOfWorkingDay(input.changedAt, input.calendar);
	return { ...anew, dueAt: later(anew.dueAt, soonest) };
}

/**
 * The promise after the person reopened a fulfilled request: the promise it had, moved on by the working time for which
 * it was thought done, and at least one whole working day is left for the work that was missing.
 */
export function promiseAfterReopening(input: {
	promisedAt: Date;
	fulfilledAt: Date;
	reopenedAt: Date;
	calendar: WorkingCalendar;
}): Date {
	const { promisedAt, fulfilledAt, reopenedAt, calendar } = input;
	const done = { from: fulfilledAt, to: reopenedAt };
	const resumed = moveByPauses(promisedAt, [done], reopenedAt, calendar);
	return later(endOfWorkingDay(resumed, calendar), addWorkingDays(reopenedAt, 1, calendar));
}

function later(a: Date, b: Date): Date {
	return a > b ? a : b;
}
