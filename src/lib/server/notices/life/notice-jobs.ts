import { and, asc, eq, inArray, isNotNull, lte, or } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { unlessMovedOn } from '#lib/server/requests/unless-moved-on.ts';
import { getWorkingHours } from '#lib/server/settings/settings.ts';
import { workingCalendar } from '#lib/working-time/calendar.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { notice } from '../tables.ts';
import { countMissedAfter } from '../audience/check-told-after.ts';
import { CLOCK_STEPS, type ClockStep } from './clock-steps.ts';
import { closeNotice } from './close-notice.ts';
import { eachNotice } from './each-notice.ts';
import { lockNotice } from './locked-notice.ts';
import { writeStep } from './take-notice-step.ts';

/** Working days after which what was restored is closed. */
const CLOSED_AFTER_DAYS = 5;

/**
 * The job `notice.by_clock`, every minute: starts what is to start, reminds, sees that a planned end has passed, tells
 * that it runs over, nudges and escalates. Each step of each notice is one transaction that looks again with the notice
 * locked, so two processes, or a person at the same moment, do nothing twice. It never says that something works.
 */
export const runNoticesByClock: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const due = await db
		.select({ number: notice.number })
		.from(notice)
		.where(
			or(
				and(eq(notice.state, 'announced'), isNotNull(notice.startsAt)),
				and(
					inArray(notice.state, ['in_progress', 'awaiting_confirmation']),
					lte(notice.plannedEndAt, at)
				)
			)
		)
		.orderBy(asc(notice.startsAt), asc(notice.number));
	await eachNotice(
		due.map(({ number }) => number),
		async (number) => {
			for (const step of CLOCK_STEPS) await takeClockStep(db, number, step, at);
		}
	);
};

function takeClockStep(db: Db, number: number, step: ClockStep, at: Date): Promise<void> {
	return withTransaction(db, async (tx) => {
		const locked = await lockNotice(tx, number);
		const plan = await step(locked, tx, at);
		if (plan) await writeStep(tx, systemActor, locked, plan, at);
	});
}

/**
 * The job `notice.close`, every hour: closes what was restored five working days ago, and information whose time is
 * over. What somebody has still to be told of stays open until they have been.
 */
export const closeOldNotices: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const calendar = workingCalendar(await getWorkingHours(db, 'office'));
	const found = await db
		.select({
			id: notice.id,
			number: notice.number,
			restoredAt: notice.restoredAt
		})
		.from(notice)
		.where(
			or(
				eq(notice.state, 'restored'),
				and(
					eq(notice.state, 'announced'),
					eq(notice.kind, 'information'),
					lte(notice.plannedEndAt, at)
				)
			)
		)
		.orderBy(asc(notice.number));
	const old = found.filter(
		({ restoredAt }) => !restoredAt || addWorkingDays(restoredAt, CLOSED_AFTER_DAYS, calendar) <= at
	);
	const idOf = new Map(old.map(({ id, number }) => [number, id]));
	await eachNotice([...idOf.keys()], async (number) => {
		if ((await countMissedAfter(db, idOf.get(number) ?? '')) > 0) return;
		await unlessMovedOn(() => closeNotice(db, systemActor, { number }, clock));
	});
};
