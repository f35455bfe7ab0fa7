import { eq } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import { localize } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db, Tx } from '#lib/server/db/client.ts';
import { mustBeAgentOf } from './must-be-agent.ts';
import type { LockedRequest } from './locked-request.ts';
import { planTaking } from './plan-taking.ts';
import { takeStep, type StepResult } from './take-step.ts';
import { requestTask } from './tables.ts';
import { doEffect, undoEffect, type TaskChoice } from './task-effects.ts';
import { checkNeeds, getTask } from './tasks.ts';

type TaskInput = { number: number; taskKey: string; revision?: number };

/**
 * Ticks a task off together with its effect in the registers: both or neither. Tasks it needs and its checklist
 * come first. An unassigned request goes to whoever does its first task. For the desk. Recorded as
 * `request.task_done` and by the register. Throws NotFound, Forbidden, Conflict (locked, done already, the register
 * refuses), Invalid (an item must be chosen).
 */
export async function completeTask(
	db: Db,
	actor: Actor,
	input: TaskInput & { choice?: TaskChoice },
	clock: Clock = systemClock
): Promise<StepResult> {
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.task_done',
			plan: async (request, tx, at) => {
				const task = await getTask(tx, request, input.taskKey);
				if (task.doneAt) throw conflict('errors_task_done');
				await checkNeeds(tx, request, task, actor.locale);
				const open = task.checklist.find((point) => !point.done);
				if (open)
					throw conflict('errors_checklist_open', { point: localize(open.text, actor.locale) });
				const result = task.effect
					? await doEffect(tx, actor, request, task.effect, input.choice ?? {}, clock)
					: null;
				await tx
					.update(requestTask)
					.set({ doneAt: at, doneById: actor.personId, result })
					.where(eq(requestTask.id, task.id));
				return {
					...planTaking(request, actor),
					event: { kind: 'task_done', data: { task: task.key } },
					audit: { task: task.key, result }
				};
			}
		},
		clock
	);
}

/**
 * Unticks a task that changed no register, or that assigned a module which is still open: that is withdrawn. What
 * another register recorded is taken back there. For the desk. Recorded as
 * `request.task_undone`. Throws NotFound, Forbidden, Conflict.
 */
export async function undoTask(
	db: Db,
	actor: Actor,
	input: TaskInput,
	clock: Clock = systemClock
): Promise<StepResult> {
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.task_undone',
			plan: async (request, tx) => {
				const task = await getTask(tx, request, input.taskKey);
				if (!task.doneAt) throw conflict('errors_task_not_done');
				if (task.effect) await undoEffect(tx, actor, task.effect, task.result ?? {}, clock);
				await tx
					.update(requestTask)
					.set({ doneAt: null, doneById: null, result: null })
					.where(eq(requestTask.id, task.id));
				return {
					event: { kind: 'task_undone', data: { task: task.key }, internal: true },
					audit: { task: task.key }
				};
			}
		},
		clock
	);
}

/** Ticks or unticks one point of a task's checklist. For the desk. Throws NotFound, Forbidden, Conflict. */
export async function tickChecklist(
	db: Db,
	actor: Actor,
	input: TaskInput & { index: number; done: boolean },
	clock: Clock = systemClock
): Promise<StepResult> {
	return changeTask(db, actor, input, clock, 'request.checklist_ticked', async (tx, task) => {
		if (task.doneAt) throw conflict('errors_task_done');
		if (!task.checklist[input.index]) throw notFound();
		const checklist = task.checklist.map((point, n) =>
			n === input.index ? { ...point, done: input.done } : point
		);
		await tx.update(requestTask).set({ checklist }).where(eq(requestTask.id, task.id));
		return { task: task.key, index: input.index, done: input.done };
	});
}

/**
 * Gives an open task to an agent of the unit, or to nobody. For the desk. Throws NotFound, Forbidden, Conflict (done
 * already), Invalid (not an agent of that unit).
 */
export async function ownTask(
	db: Db,
	actor: Actor,
	input: TaskInput & { ownerId: string | null },
	clock: Clock = systemClock
): Promise<StepResult> {
	return changeTask(db, actor, input, clock, 'request.task_owned', async (tx, task, request) => {
		if (task.doneAt) throw conflict('errors_task_done');
		if (input.ownerId !== null) await mustBeAgentOf(tx, request.unitId, input.ownerId, 'owner');
		await tx.update(requestTask).set({ ownerId: input.ownerId }).where(eq(requestTask.id, task.id));
		return { task: task.key, owner: input.ownerId };
	});
}

async function changeTask(
	db: Db,
	actor: Actor,
	input: TaskInput,
	clock: Clock,
	action: `request.${string}`,
	change: (
		tx: Tx,
		task: typeof requestTask.$inferSelect,
		request: LockedRequest
	) => Promise<Record<string, unknown>>
): Promise<StepResult> {
	const plan = {
		permission: 'request.fulfil' as const,
		action,
		plan: async (request: LockedRequest, tx: Tx) => ({
			audit: await change(tx, await getTask(tx, request, input.taskKey), request)
		})
	};
	return takeStep(db, actor, input, plan, clock);
}
