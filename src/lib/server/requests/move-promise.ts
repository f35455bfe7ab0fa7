import { endOfWorkingDay } from '#lib/working-time/working-time.ts';
import { invalid } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isOpen } from '#lib/requests/statuses.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { movedOn } from './locked-request.ts';
import { neededText } from './needed-text.ts';
import { calendarOf } from './request-calendar.ts';
import { takeStep, type StepResult } from './take-step.ts';
import { parties } from './tell.ts';

/**
 * Promises another day by hand, with the reason the person reads. `day` is `2026-11-30`; a day off means the working
 * day after it. For the desk. Recorded as `request.promise_moved`; the parties are told. Throws NotFound, Forbidden,
 * Conflict, Invalid (past day, no reason).
 */
export async function movePromise(
	db: Db,
	actor: Actor,
	input: { number: number; day: string; why: string; revision?: number },
	clock: Clock = systemClock
): Promise<StepResult> {
	const why = neededText(input.why, 'why', 'errors_reason_needed');
	if (!/^\d{4}-\d{2}-\d{2}$/.test(input.day)) throw invalid({ day: ['errors_date'] });
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.promise_moved',
			plan: async (request, tx, at) => {
				if (!isOpen(request.status) || request.status === 'fulfilled')
					throw await movedOn(tx, request);
				if (input.day < isoDay(at)) throw invalid({ day: ['errors_day_past'] });
				const calendar = await calendarOf(tx, request.beneficiary.hours);
				const noon = new Date(`${input.day}T10:00:00Z`);
				if (Number.isNaN(noon.getTime())) throw invalid({ day: ['errors_date'] });
				const day = endOfWorkingDay(noon, calendar);
				return {
					set: { promisedAt: day, promiseBaseAt: day, promiseBaseSince: at, promiseNote: why },
					event: { kind: 'promise_moved', data: { day: isoDay(day), why } },
					news: [
						{
							kind: 'request.promise_moved',
							to: parties(request),
							params: { promised: isoDay(day), note: why }
						}
					],
					audit: { from: isoDay(request.promisedAt), to: isoDay(day), why }
				};
			}
		},
		clock
	);
}
