import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { conflict } from '#lib/errors.ts';
import { localize } from '#lib/i18n/localized.ts';
import { getSetting } from '#lib/server/settings/settings.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { writeComment } from './comment-request.ts';
import { actOrReason } from './act-or-reason.ts';
import { optionalText } from './needed-text.ts';
import { calendarOf } from './request-calendar.ts';
import { takeStep, type StepResult } from './take-step.ts';
import { listTasks } from './tasks.ts';

/**
 * Says that what was asked for is done; every task must be. The note is a public letter. The requester is asked to
 * confirm within ten working days, after which it confirms itself. Where a service wants an act about its device, there is
 * one or `noAct` says why there is none. For the desk. Recorded as `request.fulfilled`.
 * Throws NotFound, Forbidden, Conflict (an open task, naming it), Invalid (`noAct`).
 */
export async function fulfilRequest(
	db: Db,
	actor: Actor,
	input: { number: number; note?: string; noAct?: string; revision?: number },
	clock: Clock = systemClock
): Promise<StepResult> {
	const note = optionalText(input.note, 'note');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.fulfilled',
			plan: async (request, tx, at) => {
				const open = (await listTasks(tx, request.id)).find((task) => !task.doneAt);
				if (open) throw conflict('errors_task_open', { task: localize(open.title, actor.locale) });
				const noActReason = await actOrReason(tx, request, input.noAct);
				const calendar = await calendarOf(tx, request.beneficiary.hours);
				return {
					move: 'fulfil',
					hands: { holder: 'requester', heldById: request.requesterId },
					set: {
						fulfilledAt: at,
						noActReason,
						assigneeId: request.assigneeId ?? actor.personId,
						confirmsItselfAt: addWorkingDays(at, await getSetting(tx, 'confirmDays'), calendar)
					},
					event: { kind: 'fulfilled', data: { note } },
					audit: noActReason ? { noActReason } : undefined,
					afterwards: async (moved) => {
						if (note) await writeComment(tx, moved, actor, { body: note, internal: false }, at);
					},
					news: [
						{
							kind: 'request.fulfilled',
							to: [request.requesterId],
							params: { note }
						}
					]
				};
			}
		},
		clock
	);
}
