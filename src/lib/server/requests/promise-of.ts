import { and, eq, gte } from 'drizzle-orm';
import { moveByPauses } from '#lib/working-time/pauses.ts';
import { endOfWorkingDay } from '#lib/working-time/working-time.ts';
import type { WorkingCalendar } from '#lib/working-time/calendar.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { requestPause } from './tables.ts';

/** What a promise is worked out from. */
export type PromiseBase = { promiseBaseAt: Date; promiseBaseSince: Date };

/** The promised instant: the base moved on by all pauses since then, at the end of that working day. */
export async function promiseOf(
	tx: Tx,
	requestId: string,
	base: PromiseBase,
	now: Date,
	calendar: WorkingCalendar
): Promise<Date> {
	const pauses = await tx
		.select({ from: requestPause.since, to: requestPause.until })
		.from(requestPause)
		.where(
			and(eq(requestPause.requestId, requestId), gte(requestPause.since, base.promiseBaseSince))
		);
	return endOfWorkingDay(moveByPauses(base.promiseBaseAt, pauses, now, calendar), calendar);
}
